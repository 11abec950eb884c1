"use strict";
/*
 * The page of a report: the place named by the address is lit up, a mark tells on its card what was read in it, the keys n
 * and p go from mark to mark, findings and quotes lead to each other.
 */
(() => {
  const { make, both } = JIXIAO;
  const text = document.getElementById("text");
  if (!text) return;
  /** What was read, by the name of the group that its stretches of text share: m0, m1 … */
  const marks = JSON.parse(document.getElementById("marks")?.textContent || "{}");
  const MARKED = "[data-g]:not(.at)";
  const STOPS = ".n[data-g], .w[data-g], .q.commitment[data-g]";
  let current = null;

  /* ---- lighting up ---- */

  /** The groups of a stretch, the narrowest first. */
  const groupsOf = (span) => (span.dataset.g ?? "").split(" ").filter(Boolean);

  const piecesOf = (group) => [...text.querySelectorAll(`[data-g~="${CSS.escape(group)}"]:not(.at)`)];

  const putOut = () => {
    for (const element of document.querySelectorAll(".lit")) element.classList.remove("lit");
    for (const piece of text.querySelectorAll("mark.range")) {
      const parent = piece.parentNode;
      piece.replaceWith(...piece.childNodes);
      parent.normalize();
    }
  };

  /** Lights the stretches up and goes to the first of them. */
  const goTo = (elements) => {
    if (!elements.length) return;
    for (const element of elements) element.classList.add("lit");
    focusOn(elements[0]);
  };

  const focusOn = (element) => {
    if (!element.hasAttribute("tabindex")) element.tabIndex = -1;
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "center" });
  };

  /** The anchor that an address means; a role that the report does not tell falls back to its fact. */
  const anchorOf = (name) => document.getElementById(name) ?? document.getElementById(/^f-[0-9a-f]+/.exec(name)?.[0] ?? "");

  const showAddress = () => {
    const name = decoded(location.hash.slice(1));
    const range = /^t=(\d{1,9})-(\d{1,9})$/.exec(name);
    const anchor = range ? null : anchorOf(name);
    if (range) {
      putOut();
      goTo(wrapRange(Number(range[1]), Number(range[2])));
    } else if (anchor && anchor.closest("#text, #findings")) {
      putOut();
      showAnchor(anchor);
    }
  };

  /** Lights up the group that the anchor begins and tells what was read there; any other place is lit as it is. */
  const showAnchor = (anchor) => {
    const [group] = groupsOf(anchor);
    const pieces = group ? piecesOf(group) : [anchor];
    goTo(pieces);
    if (group && pieces.length) showCard(pieces.find((piece) => groupsOf(piece)[0] === group) ?? pieces[0], [group]);
  };

  const decoded = (name) => {
    try {
      return decodeURIComponent(name);
    } catch {
      return "";
    }
  };

  /* ---- a stretch of characters ---- */

  /** Wraps the characters from start to end (code points of the report's text) and gives the pieces. */
  const wrapRange = (start, end) => {
    const pieces = [];
    for (const line of text.querySelectorAll(".l[data-start]")) {
      const first = Number(line.dataset.start);
      if (first >= end) break;
      if (first + line.textContent.length >= start) pieces.push(...wrapInLine(line, start - first, end - first));
    }
    return pieces;
  };

  const wrapInLine = (line, start, end) => {
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    const parts = [];
    let passed = 0;
    for (let node = walker.nextNode(); node && passed < end; node = walker.nextNode()) {
      if (node.parentElement.closest(".page")) continue;
      const characters = [...node.data];
      const [from, to] = [Math.max(0, start - passed), Math.min(characters.length, end - passed)];
      if (from < to) parts.push([node, units(characters, 0, from), units(characters, 0, to)]);
      passed += characters.length;
    }
    return parts.map(wrapPart);
  };

  const units = (characters, from, to) => characters.slice(from, to).join("").length;

  const wrapPart = ([node, from, to]) => {
    const range = document.createRange();
    range.setStart(node, from);
    range.setEnd(node, to);
    const piece = make("mark", { class: "range" });
    range.surroundContents(piece);
    return piece;
  };

  /* ---- the card ---- */

  const card = document.getElementById("card");
  const told = make("div");

  /** The reading or the findings that a reader means who points at a stretch: the narrowest reading, and every finding. */
  const meant = (span) => {
    const groups = groupsOf(span);
    const reading = groups.find((group) => Object.hasOwn(marks, group));
    return [...(reading && span.matches(".n, .q") ? [reading] : []), ...groups.filter((group) => group.startsWith("w"))];
  };

  const showCard = (span, groups = meant(span)) => {
    current = span;
    const findings = groups.map((group) => document.querySelector(`#findings a[href="#${CSS.escape(group)}"]`)?.closest(".finding")).filter(Boolean);
    const parts = [...groups.filter((group) => Object.hasOwn(marks, group)).map((group) => readingPart(marks[group])), ...[...new Set(findings)].map(findingPart)];
    if (!parts.length) return;
    told.replaceChildren(...parts);
    card.hidden = false;
    card.scrollTop = 0;
  };

  const hideCard = () => {
    card.hidden = true;
    current?.focus({ preventScroll: true });
  };

  const readingPart = (mark) => {
    const [star, ...starWords] = mark.star;
    const value = [mark.value, mark.unit].filter(Boolean).join(" ");
    const place = [mark.section, mark.page && `p. ${mark.page}`].filter(Boolean).join(" · ");
    return make("section", {},
      make("h2", {}, make("span", { class: `star ${star}` }, both(...starWords)), " ", make("span", { lang: "zh-Hans" }, mark.name ?? "")),
      make("div", { class: "value" }, value),
      make("dl", { class: "facts" },
        ...entry(["角色", "Role"], both(...mark.role)), ...entry(["期间", "Period"], mark.period),
        ...entry(["读法", "Reading"], mark.reading[0] !== "printed" && both(...mark.reading.slice(1))), ...entry(["原文所印", "As printed"], mark.printed),
        ...entry(["位置", "Place"], place), ...entry(["规则", "Rule"], mark.rule && make("code", {}, mark.rule)),
        ...entry(["事实", "Fact"], mark.fact && make("a", { href: `#f-${mark.fact}` }, make("code", {}, mark.fact)))));
  };

  const entry = (words, shown) => (shown ? [make("dt", {}, both(...words)), make("dd", {}, shown)] : []);

  const findingPart = (finding) => {
    const part = make("section", {});
    for (const piece of finding.querySelectorAll("h3, .message, .question")) {
      const copy = make(piece.matches("h3") ? "h2" : "p");
      copy.append(...[...piece.childNodes].map((node) => node.cloneNode(true)));
      part.append(copy);
    }
    part.append(make("a", { href: `#${finding.id}` }, both("看这条疑点", "To this finding")));
    return part;
  };

  const cardButton = (zh, en, action) => {
    const button = make("button", { type: "button" }, both(zh, en));
    button.addEventListener("click", action);
    return button;
  };

  /* ---- from mark to mark ---- */

  /** The first stretch of each mark, in reading order: a mark cut by others counts once. */
  const stops = () => {
    const told = new Set();
    return [...text.querySelectorAll(STOPS)].filter((span) => {
      const fresh = meant(span).filter((group) => !told.has(group));
      for (const group of fresh) told.add(group);
      return fresh.length > 0;
    });
  };

  /** The stop after (step 1) or before (step −1) the present one, or what is on the screen where none is. */
  const neighbour = (step) => {
    const all = stops();
    const here = current ?? document.elementFromPoint(text.getBoundingClientRect().left + 5, innerHeight / 2) ?? text;
    const side = step > 0 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
    const beyond = all.filter((span) => span !== here && here.compareDocumentPosition(span) & side);
    return step > 0 ? beyond[0] : beyond.at(-1);
  };

  const step = (direction) => {
    const next = neighbour(direction);
    if (!next) return;
    putOut();
    next.classList.add("lit");
    focusOn(next);
    showCard(next);
  };

  const onKey = (event) => {
    if (event.key === "Escape" && !card.hidden) hideCard();
    if (!JIXIAO.isCommand(event)) return;
    if (event.key === "n") step(1);
    if (event.key === "p") step(-1);
  };

  const onClick = (event) => {
    const span = event.target.closest(MARKED);
    if (!span || getSelection().toString()) return;
    putOut();
    for (const group of meant(span)) for (const piece of piecesOf(group)) piece.classList.add("lit");
    showCard(span);
  };

  /** A link to the place where the reader already stands does not change the address: it is followed all the same. */
  const onSamePlace = (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link && link.hash === location.hash) showAddress();
  };

  card.append(told, make("footer", {}, cardButton("‹ 上一处 (p)", "‹ Previous (p)", () => step(-1)), cardButton("下一处 (n) ›", "Next (n) ›", () => step(1)), cardButton("关闭", "Close", hideCard)));
  text.addEventListener("click", onClick);
  document.addEventListener("click", onSamePlace);
  document.addEventListener("keydown", onKey);
  window.addEventListener("hashchange", showAddress);
  showAddress();
  // When a page has loaded, the browser takes the focus to the anchor itself, which cannot have it: we give it back.
  window.addEventListener("load", () => setTimeout(() => {
    const lit = document.querySelector(".lit, mark.range");
    if (lit && document.activeElement === document.body) focusOn(lit);
  }, 50));
})();
