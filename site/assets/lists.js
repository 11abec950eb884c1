"use strict";
/*
 * Long lists: filtered, sorted and turned over page by page. The server's own table of the first rows stands in the page
 * until the data is there. What a reader chose stands in the address behind #, so that a view can be sent to somebody.
 *
 * A column: {key, zh, en, kind: text|number|year|severity, filter, words, digits}. A cell: a value, or [text, href, value].
 */
(() => {
  const { make, both } = JIXIAO;
  const PAGE = 50;
  const SEVERITIES = { error: ["错误", "Error"], warning: ["警告", "Warning"], note: ["提示", "Note"] };
  const NONE = "—";

  /* ---- cells ---- */

  const textOf = (cell) => (Array.isArray(cell) ? cell[0] : cell) ?? "";
  const valueOf = (cell) => (Array.isArray(cell) ? cell[2] ?? cell[0] : cell) ?? "";
  const wordsOf = (column) => column.words ?? (column.kind === "severity" ? SEVERITIES : {});

  /** Both languages of a value, where the column knows them. */
  const wording = (column, value) => (Object.hasOwn(wordsOf(column), value) ? wordsOf(column)[value] : null);

  const numberText = (column, value) =>
    typeof value === "number" && column.kind === "number"
      ? value.toLocaleString("en-US", { maximumFractionDigits: column.digits ?? 4 })
      : String(value);

  const content = (column, cell) => {
    const words = wording(column, valueOf(cell));
    if (column.kind === "severity") return make("span", { class: `severity ${SEVERITIES[valueOf(cell)] ? valueOf(cell) : "note"}` }, words ? both(...words) : textOf(cell));
    return words ? both(...words) : numberText(column, textOf(cell));
  };

  const tableCell = (column, cell, place) => {
    const attributes = { class: column.kind === "number" ? "n" : null, ...(place === 0 ? { scope: "row" } : {}) };
    const name = place === 0 ? "th" : "td";
    if (textOf(cell) === "") return make(name, attributes, make("span", { class: "none" }, NONE));
    const shown = content(column, cell);
    const href = Array.isArray(cell) ? cell[1] : null;
    const link = column.kind === "number" ? { class: "fig" } : {};
    return make(name, attributes, href ? JIXIAO.link(shown, href, link) : shown);
  };

  /* ---- what the reader chose ---- */

  /** The choice as it stands in the address: filters by column, words sought, sorting, page. */
  const readChoice = (columns) => {
    const given = new URLSearchParams(location.hash.slice(1));
    const sort = given.get("sort") ?? "";
    const filters = columns.filter((column) => column.filter && given.get(column.key)).map((column) => [column.key, given.get(column.key)]);
    return {
      filters: new Map(filters),
      q: given.get("q") ?? "",
      sort: sort.replace(/^-/, ""),
      descending: sort.startsWith("-"),
      page: Math.max(1, Number.parseInt(given.get("page"), 10) || 1),
    };
  };

  const writeChoice = ({ filters, q, sort, descending, page }) => {
    const given = new URLSearchParams([...filters]);
    if (q) given.set("q", q);
    if (sort) given.set("sort", (descending ? "-" : "") + sort);
    if (page > 1) given.set("page", page);
    JIXIAO.readdress((address) => { address.hash = given.toString(); });
  };

  const chosenRows = (list) => {
    const { filters, q, sort, descending } = list.choice;
    const wanted = list.columns.map((column) => filters.get(column.key));
    const patterns = JIXIAO.patterns(q);
    const rows = list.rows.filter(
      (row, number) =>
        wanted.every((value, place) => value === undefined || String(valueOf(row[place])) === value) &&
        (patterns.length === 0 || JIXIAO.fits(patterns, haystack(list, number))),
    );
    const place = list.columns.findIndex((column) => column.key === sort);
    return place < 0 ? rows : rows.sort((one, other) => JIXIAO.order(sortValue(list.columns[place], one[place]), sortValue(list.columns[place], other[place]), descending));
  };

  const sortValue = (column, cell) => {
    const value = valueOf(cell);
    return column.kind === "severity" ? Object.keys(SEVERITIES).indexOf(value) : value;
  };

  /** All words of a row, made when they are first sought. */
  const haystack = (list, number) => {
    list.haystacks[number] ??= list.rows[number].map((cell, place) => [textOf(cell), ...(wording(list.columns[place], valueOf(cell)) ?? [])].join(" ")).join("\n");
    return list.haystacks[number];
  };

  /* ---- controls ---- */

  const filterSelect = (list, column, place) => {
    const counts = new Map();
    for (const row of list.rows) {
      const value = valueOf(row[place]);
      if (value !== "") counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    const values = [...counts.keys()].sort((one, other) => JIXIAO.order(sortValue(column, one), sortValue(column, other), column.kind === "year"));
    const select = make("select", { name: column.key }, option("", "全部", "All"));
    for (const value of values) {
      const [zh, en] = wording(column, value) ?? [String(value), String(value)];
      select.append(option(String(value), `${shortened(zh)}（${counts.get(value)}）`, `${shortened(en)} (${counts.get(value)})`));
    }
    select.addEventListener("change", () => choose(list, { filters: withFilter(list.choice.filters, column.key, select.value), page: 1 }));
    return make("label", {}, make("span", {}, both(column.zh, column.en)), select);
  };

  const shortened = (text) => (text.length > 40 ? `${text.slice(0, 39)}…` : text);

  const option = (value, zh, en) => make("option", { value, "data-zh-label": zh, "data-en-label": en }, JIXIAO.language() === "en" ? en : zh);

  const withFilter = (filters, key, value) => {
    const changed = new Map(filters);
    if (value) changed.set(key, value);
    else changed.delete(key);
    return changed;
  };

  const wordsField = (list) => {
    const field = make("input", { type: "search", name: "q", autocomplete: "off" });
    let wait = 0;
    field.addEventListener("input", () => {
      clearTimeout(wait);
      wait = setTimeout(() => choose(list, { q: field.value.trim(), page: 1 }), 120);
    });
    return make("label", {}, make("span", {}, both("表中查找", "Find in this list")), field);
  };

  const button = (zh, en, action) => {
    const made = make("button", { type: "button" }, both(zh, en));
    made.addEventListener("click", action);
    return made;
  };

  const controls = (list) => {
    const form = make("form", { class: "filters", "data-zh-label": "筛选", "data-en-label": "Filters", "aria-label": "筛选" });
    form.append(...list.columns.flatMap((column, place) => (column.filter ? [filterSelect(list, column, place)] : [])));
    form.append(wordsField(list), button("清除", "Clear", () => choose(list, { filters: new Map(), q: "", page: 1 })));
    form.addEventListener("submit", (event) => event.preventDefault());
    return form;
  };

  const heading = (list, column) => {
    const sort = make("button", { type: "button", class: "sort" }, both(column.zh, column.en));
    sort.addEventListener("click", () => choose(list, { sort: column.key, descending: list.choice.sort === column.key && !list.choice.descending, page: 1 }));
    return make("th", { scope: "col", class: column.kind === "number" ? "n" : null }, sort);
  };

  /* ---- the page's part ---- */

  const build = (section, data) => {
    const columns = data.columns.map((column, place) => ({ key: `c${place}`, ...column }));
    const list = { columns, rows: data.rows, haystacks: [], choice: readChoice(columns) };
    list.heads = list.columns.map((column) => heading(list, column));
    list.form = controls(list);
    list.count = make("p", { class: "count", role: "status" });
    list.body = make("tbody");
    const caption = make("caption", { class: "visually-hidden" }, both(...(data.caption ?? ["列表", "List"])));
    const table = make("table", {}, caption, make("thead", {}, make("tr", {}, ...list.heads)), list.body);
    list.box = make("div", { class: "scroll", role: "region", "data-zh-label": "表格", "data-en-label": "Table", "aria-label": "表格" }, table);
    list.back = button("‹ 上一页", "‹ Previous", () => turn(list, -1));
    list.forth = button("下一页 ›", "Next ›", () => turn(list, 1));
    list.place = make("span");
    list.pager = make("nav", { class: "pager", "data-zh-label": "翻页", "data-en-label": "Pages", "aria-label": "翻页" }, list.back, list.place, list.forth);
    section.replaceChildren(list.form, list.count, list.box, list.pager);
    JIXIAO.label(section);
    JIXIAO.watchBoxes(section);
    return list;
  };

  const choose = (list, change) => {
    list.choice = { ...list.choice, ...change };
    show(list);
    writeChoice(list.choice);
  };

  const turn = (list, step) => {
    choose(list, { page: list.choice.page + step });
    list.box.scrollTop = 0;
    list.form.scrollIntoView({ block: "nearest" });
  };

  const show = (list) => {
    const rows = chosenRows(list);
    const pages = Math.max(1, Math.ceil(rows.length / PAGE));
    list.choice.page = Math.min(list.choice.page, pages);
    const first = (list.choice.page - 1) * PAGE;
    const shown = rows.slice(first, first + PAGE);
    list.body.replaceChildren(...shown.map((row) => make("tr", {}, ...list.columns.map((column, place) => tableCell(column, row[place], place)))));
    showCount(list, rows.length, first, shown.length, pages);
    showChoice(list);
  };

  const showCount = (list, total, first, shown, pages) => {
    const span = shown ? `${first + 1}–${first + shown}` : "0";
    list.count.replaceChildren(both(`共 ${total.toLocaleString("en-US")} 条，显示第 ${span} 条`, `${total.toLocaleString("en-US")} rows, showing ${span}`));
    list.place.replaceChildren(both(`第 ${list.choice.page} / ${pages} 页`, `Page ${list.choice.page} of ${pages}`));
    list.back.disabled = list.choice.page === 1;
    list.forth.disabled = list.choice.page === pages;
    list.pager.hidden = pages === 1;
  };

  /** Controls say what is chosen, however it was chosen: by hand, by a link, by the browser's way back. */
  const showChoice = (list) => {
    const { filters, q, sort, descending } = list.choice;
    for (const select of list.form.querySelectorAll("select")) select.value = filters.get(select.name) ?? "";
    const field = list.form.elements.namedItem("q");
    if (document.activeElement !== field) field.value = q;
    for (const [place, head] of list.heads.entries()) {
      if (list.columns[place].key === sort) head.setAttribute("aria-sort", descending ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
  };

  const section = document.querySelector("section.list[data-src]");
  if (!section) return;

  /** Called by the data script. */
  JIXIAO.table = (data) => {
    const list = build(section, data);
    show(list);
    window.addEventListener("hashchange", () => {
      // A bare name, as of the link that skips to the text, is a place of the page and no choice.
      if (location.hash && !location.hash.includes("=")) return;
      list.choice = readChoice(list.columns);
      show(list);
    });
  };
  JIXIAO.load(section.dataset.src).catch(() => {
    section.prepend(make("p", { class: "banner warning" }, both("数据文件未能载入，只显示前若干行。", "The data file could not be loaded: only the first rows are shown.")));
  });
})();
