"use strict";
/*
 * Search over organisations, indicators, reports and their whole texts, offline. Texts come in chunks, one script after the
 * other while the reader waits; each is kept. Work is cut into slices of a few milliseconds, so typing never waits for it.
 */
(() => {
  const { make, both } = JIXIAO;
  const place = document.getElementById("search-results");
  if (!place) return;
  const SLICE_MS = 12;
  const AT_ONCE = 30;
  const WINDOW = 90; // characters in which the terms should stand together
  const AROUND = 30; // characters shown before and after
  const KINDS = { organisation: ["单位", "Organisations"], indicator: ["指标", "Indicators"], report: ["报告", "Reports"] };

  const form = document.getElementById("search-form");
  const field = form.elements.namedItem("q");
  const folder = place.dataset.index.replace(/[^/]*$/, "");
  let index = null;
  const chunks = [];
  let running = 0;

  /** Called by the data scripts. */
  JIXIAO.searchIndex = (data) => { index = data; };
  JIXIAO.texts = (texts) => chunks.push(texts);

  /* ---- one search ---- */

  const status = make("p", { role: "status" });
  const bar = make("progress", { "data-zh-label": "搜索进度", "data-en-label": "Progress of the search", "aria-label": "搜索进度", hidden: true });
  const found = make("div");

  const start = async () => {
    const run = ++running;
    const query = field.value.trim();
    const patterns = JIXIAO.patterns(query);
    JIXIAO.readdress((address) => (query ? address.searchParams.set("q", query) : address.searchParams.delete("q")));
    found.replaceChildren();
    bar.hidden = patterns.length === 0;
    say(patterns.length ? ["正在搜索……", "Searching …"] : ["输入单位、指标或报告中的词语；多个词用空格隔开，须同时出现。", "Type an organisation, an indicator or words of a report; all words must occur."]);
    if (!patterns.length) return;
    const rest = pacer(() => run === running);
    try {
      await JIXIAO.load(place.dataset.index);
      const things = await searchThings(patterns, rest);
      const reports = await searchTexts(patterns, rest);
      finish(things, reports);
    } catch (error) {
      if (error !== CANCELLED) say([`数据文件未能载入：${error.message}`, `A data file could not be loaded: ${error.message}`]);
    }
    if (run === running) bar.hidden = true;
  };

  const CANCELLED = new Error("a newer search has begun");

  /** Awaited between two pieces of work: gives the page a breath when the slice is used up, ends a search that is outdated. */
  const pacer = (isWanted) => {
    let until = performance.now() + SLICE_MS;
    return async () => {
      if (performance.now() >= until) {
        await new Promise((done) => { setTimeout(done); });
        until = performance.now() + SLICE_MS;
      }
      if (!isWanted()) throw CANCELLED;
    };
  };

  const finish = (things, reports) => {
    if (things + reports === 0) say(["没有找到。请换一个词，或减少词语。", "Nothing found. Try another word, or fewer."]);
    else say([`找到 ${things} 个名称、${reports} 份报告。`, `Found ${things} names and ${reports} reports.`]);
  };

  const say = ([zh, en]) => status.replaceChildren(both(zh, en));

  /* ---- names ---- */

  const searchThings = async (patterns, rest) => {
    const hits = { organisation: [], indicator: [], report: [] };
    await rest();
    for (const thing of index.things) {
      const [kind, title, , extra] = thing;
      if (hits[kind] && JIXIAO.fits(patterns, `${title}\n${extra ?? ""}`)) hits[kind].push(thing);
      await rest();
    }
    for (const kind of Object.keys(hits)) showThings(kind, nearestFirst(hits[kind], patterns));
    return Object.values(hits).reduce((sum, things) => sum + things.length, 0);
  };

  /** Names that begin with the words sought come first, short ones before long ones. */
  const nearestFirst = (things, patterns) => {
    const rank = ([, title]) => {
      const first = title.search(patterns[0]);
      return (first === 0 ? 0 : first > 0 ? 1 : 2) * 1000 + Math.min(title.length, 999);
    };
    return things.map((thing) => [rank(thing), thing]).sort(([one], [other]) => one - other).map(([, thing]) => thing);
  };

  const showThings = (kind, things) => {
    if (!things.length) return;
    const list = group(KINDS[kind], things.length);
    growing(list, things, 6, ([, title, href, extra]) => make("li", {}, JIXIAO.link(title, href), ...(extra ? [make("span", { class: "extra" }, extra)] : [])));
  };

  const group = ([zh, en], count) => {
    const list = make("ol", { class: "results" });
    const heading = make("h2", {}, both(zh, en), ...(count === undefined ? [] : [make("span", { class: "hint" }, ` ${count}`)]));
    found.append(heading, list);
    return list;
  };

  /** The first few of many, the others on demand. */
  const growing = (list, things, few, item) => {
    let shown = 0;
    const more = make("button", { type: "button" }, both("显示更多", "Show more"));
    const grow = (step) => {
      const fresh = things.slice(shown, shown + step).map(item);
      list.append(...fresh);
      shown += fresh.length;
      more.hidden = shown >= things.length;
      return fresh[0];
    };
    more.addEventListener("click", () => grow(AT_ONCE)?.querySelector("a")?.focus());
    list.after(more);
    grow(few);
    return () => grow(shown < AT_ONCE ? AT_ONCE - shown : 0);
  };

  /* ---- texts ---- */

  const searchTexts = async (patterns, rest) => {
    const hits = [];
    let grow = null;
    for (let number = 0; number < index.chunks; number += 1) {
      bar.max = index.chunks;
      bar.value = number;
      if (number >= chunks.length) await JIXIAO.load(`${folder}text-${number}.js`);
      await rest();
      for (const entry of chunks[number]) {
        if (JIXIAO.fits(patterns, entry[2])) {
          hits.push(entry);
          grow ??= growing(group(["报告原文", "Texts of reports"]), hits, 0, (hit) => textHit(patterns, hit));
        }
        await rest();
      }
      grow?.();
    }
    return hits.length;
  };

  /** ``first`` is the place of the text's beginning where a long report stands in several pieces. */
  const textHit = (patterns, [title, href, text, first = 0]) => {
    const passages = bestPassages(patterns, text);
    const address = (passage) => `${href}#t=${codePoints(text, passage, first)}`;
    return make("li", {}, JIXIAO.link(title, address(passages[0])),
      ...passages.map((passage) => JIXIAO.link(snippet(text, passage), address(passage), { class: "snippet" })));
  };

  /** Up to three stretches of the text that hold as many of the terms as possible, in reading order. */
  const bestPassages = (patterns, text) => {
    const places = patterns.flatMap((pattern, term) => matches(pattern, text).map(([start, end]) => ({ term, start, end })));
    places.sort((one, other) => one.start - other.start);
    const passages = [];
    for (let first = 0; first < places.length;) {
      let next = first;
      while (next < places.length && places[next].end <= places[first].start + WINDOW) next += 1;
      const inside = places.slice(first, Math.max(next, first + 1));
      passages.push({ start: inside[0].start, end: Math.max(...inside.map(({ end }) => end)), places: inside, terms: new Set(inside.map(({ term }) => term)).size });
      first += inside.length;
    }
    const most = Math.max(...passages.map(({ terms }) => terms));
    return passages.filter(({ terms }) => terms === most).slice(0, 3);
  };

  const matches = (pattern, text) => {
    const places = [];
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match && places.length < 300; match = pattern.exec(text)) places.push([match.index, pattern.lastIndex]);
    return places;
  };

  /** A place in code points, as the reports' evidence counts, from one in UTF-16 units, as scripts count. */
  const codePoints = (text, { start, end }, first) => {
    const before = first + [...text.slice(0, start)].length;
    return `${before}-${before + [...text.slice(start, end)].length}`;
  };

  const snippet = (text, { start, end, places }) => {
    const piece = make("span", { lang: "zh-Hans" });
    let from = Math.max(0, start - AROUND);
    if (from > 0) piece.append("…");
    for (const one of places) {
      if (one.start < from) continue;
      piece.append(oneLine(text.slice(from, one.start)), make("mark", {}, oneLine(text.slice(one.start, Math.min(one.end, one.start + 300)))));
      from = one.end;
    }
    piece.append(oneLine(text.slice(from, end + AROUND)), end + AROUND < text.length ? "…" : "");
    return piece;
  };

  const oneLine = (text) => text.replace(/\s+/g, " ");

  /* ---- keys ---- */

  /** Down from the field to the first result, up and down among them. */
  const walk = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.isComposing) return;
    const stops = [field, ...found.querySelectorAll("a, button:not([hidden])")];
    const next = stops[stops.indexOf(document.activeElement) + step];
    if (!next || !stops.includes(document.activeElement)) return;
    event.preventDefault();
    next.focus();
  };

  let wait = 0;
  const soon = () => {
    clearTimeout(wait);
    wait = setTimeout(start, 150);
  };

  place.append(status, bar, found);
  JIXIAO.label(place);
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  field.addEventListener("input", soon);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    start();
  });
  document.addEventListener("keydown", walk);
  if (!field.value) field.focus();
  start();
})();
