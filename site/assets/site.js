"use strict";
/*
 * What every page needs: the language, tables that sort, boxes that scroll, the key to the search field, and the small
 * parts that lists.js, search.js and report.js share. Data scripts and those three know one name: JIXIAO.
 * Whatever comes from a report reaches the page as text (textContent, attributes of a fixed set), never as markup.
 */
window.JIXIAO = {};

/* ---- making elements ---- */

/** An element with attributes and children; strings among the children become text. */
JIXIAO.make = (name, attributes = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children);
  return element;
};

/** A word of the site in both languages; the page's class hides one. */
JIXIAO.both = (zh, en) => {
  const words = document.createDocumentFragment();
  words.append(JIXIAO.make("span", { class: "zh", lang: "zh-Hans" }, zh), JIXIAO.make("span", { class: "en", lang: "en" }, en));
  return words;
};

/** A link within the site; an address that could lead out of it or run is not followed, its words stay. */
JIXIAO.link = (text, href, attributes = {}) =>
  href && /^[\w./#=%?&-]+$/.test(href) && !href.startsWith("//")
    ? JIXIAO.make("a", { href, ...attributes }, text)
    : JIXIAO.make("span", {}, text);

/** Loads a data script, once. */
JIXIAO.load = (() => {
  const loads = new Map();
  return (src) => {
    if (!loads.has(src)) {
      loads.set(src, new Promise((done, failed) => {
        const script = JIXIAO.make("script", { src });
        script.onload = done;
        script.onerror = () => failed(new Error(src));
        document.head.append(script);
      }));
    }
    return loads.get(src);
  };
})();

/** The address of the page with other parameters behind ? or #, without a new step in the browser's history. */
JIXIAO.readdress = (change) => {
  const address = new URL(location.href);
  change(address);
  try {
    history.replaceState(history.state, "", address);
  } catch { /* A browser that forbids it for files from disk: the page works, only its address stays as it was. */ }
};

/* ---- matching: what a reader types against what a report says ---- */

/**
 * Patterns of the terms of a query; all must be found. Case, full and half width, blanks and line ends between
 * characters and the separators of thousands make no difference: 1234 finds "1,234" and "１２３４".
 */
JIXIAO.patterns = (query) =>
  query.normalize("NFKC").slice(0, 200).split(/\s+/).filter(Boolean).map((term) => {
    const characters = [...term].filter((character, place, all) => !(character === "," && isDigit(all[place - 1]) && isDigit(all[place + 1])));
    const parts = characters.map((character, place) => {
      const gap = place === 0 ? "" : isDigit(character) && isDigit(characters[place - 1]) ? "[\\s,，]*" : "\\s*";
      return gap + eitherWidth(character);
    });
    return new RegExp(parts.join(""), "giu");
  });

const isDigit = (character) => /^[0-9]$/.test(character || "");

const eitherWidth = (character) => {
  const code = character.codePointAt(0);
  const escaped = /[\\^$.*+?()[\]{}|/-]/.test(character) ? `\\${character}` : character;
  return code > 0x20 && code < 0x7f ? `[${escaped}${String.fromCodePoint(code + 0xfee0)}]` : escaped;
};

JIXIAO.fits = (patterns, text) => patterns.every((pattern) => {
  pattern.lastIndex = 0;
  return pattern.test(text);
});

/* ---- language ---- */

JIXIAO.language = () => (document.documentElement.classList.contains("lang-en") ? "en" : "zh");

const STORE = "jixiao-language";

const remember = (language) => {
  try {
    localStorage.setItem(STORE, language);
  } catch { /* Some browsers keep nothing for files from disk: links carry the language then, see carryLanguage. */ }
};

const chosenLanguage = () => {
  const asked = new URLSearchParams(location.search).get("lang");
  if (asked === "en" || asked === "zh") {
    remember(asked);
    return asked;
  }
  try {
    return localStorage.getItem(STORE) === "en" ? "en" : "zh";
  } catch {
    return "zh";
  }
};

const applyLanguage = (language) => {
  document.documentElement.classList.toggle("lang-en", language === "en");
  document.documentElement.classList.toggle("lang-zh", language !== "en");
  JIXIAO.label(document);
};

/** Attributes and plain texts (options, the title) that cannot hold both languages side by side. */
JIXIAO.label = (root) => {
  const language = JIXIAO.language();
  for (const element of root.querySelectorAll(`[data-${language}-label]`)) {
    const words = element.getAttribute(`data-${language}-label`);
    if (element.matches("title, option, button#language")) element.textContent = words;
    else for (const name of ["aria-label", "placeholder", "title"]) if (element.hasAttribute(name)) element.setAttribute(name, words);
  }
  const button = document.getElementById("language");
  if (button) {
    button.textContent = language === "en" ? "中文" : "English";
    button.lang = language === "en" ? "zh-Hans" : "en";
  }
};

const switchLanguage = () => {
  const language = JIXIAO.language() === "en" ? "zh" : "en";
  remember(language);
  JIXIAO.readdress((address) => address.searchParams.delete("lang"));
  applyLanguage(language);
};

/** From disk a browser may keep another memory for each file: the address takes the language along. */
const carryLanguage = (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link || location.protocol !== "file:" || link.protocol !== "file:" || link.getAttribute("href").startsWith("#")) return;
  const address = new URL(link.href);
  if (JIXIAO.language() === "en") address.searchParams.set("lang", "en");
  else address.searchParams.delete("lang");
  link.href = address.href;
};

const carryLanguageInForm = (event) => {
  const fields = event.target.elements;
  if (JIXIAO.language() === "en" && event.target.matches("[role=search]") && !fields.namedItem("lang")) {
    event.target.append(JIXIAO.make("input", { type: "hidden", name: "lang", value: "en" }));
  }
};

/* ---- tables ---- */

/** One order for words (by pinyin) and numbers, the same in small tables and long lists. */
JIXIAO.compare = (() => {
  const words = new Intl.Collator("zh-Hans-CN", { numeric: true });
  return (one, other) => (typeof one === "number" && typeof other === "number" ? one - other : words.compare(one, other));
})();

/** The order of two values; what is not there comes last in both directions. */
JIXIAO.order = (one, other, descending) => {
  const missing = (one === "" || one === null) - (other === "" || other === null);
  return missing || (descending ? JIXIAO.compare(other, one) : JIXIAO.compare(one, other));
};

const sortable = (table) => {
  for (const [column, head] of [...(table.tHead?.rows[0]?.cells ?? [])].entries()) {
    if (!head.textContent.trim() || head.colSpan > 1) continue;
    const button = JIXIAO.make("button", { type: "button", class: "sort" }, ...head.childNodes);
    button.addEventListener("click", () => sortBy(table, head, column));
    head.append(button);
  }
};

const sortBy = (table, head, column) => {
  const descending = head.getAttribute("aria-sort") === "ascending";
  for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", descending ? "descending" : "ascending");
  for (const body of table.tBodies) {
    const rows = [...body.rows].map((row) => [cellValue(row.cells[column]), row]);
    rows.sort(([one], [other]) => JIXIAO.order(one, other, descending));
    body.append(...rows.map(([, row]) => row));
  }
};

const cellValue = (cell) => {
  const value = cell?.dataset.v;
  if (value === undefined) return cell?.textContent.trim() ?? "";
  return value === "" || Number.isNaN(Number(value)) ? value : Number(value);
};

/** A field above a table that hides the rows without the words typed into it. */
const filterable = (table) => {
  const rows = [...table.tBodies[0].rows];
  if (rows.length < 12) return;
  const field = JIXIAO.make("input", { type: "search", autocomplete: "off" });
  const count = JIXIAO.make("span", { class: "count", role: "status" });
  field.addEventListener("input", () => {
    const patterns = JIXIAO.patterns(field.value);
    for (const row of rows) row.hidden = !JIXIAO.fits(patterns, row.textContent);
    const shown = rows.filter((row) => !row.hidden).length;
    count.replaceChildren(JIXIAO.both(`${shown} / ${rows.length} 行`, `${shown} of ${rows.length} rows`));
  });
  const label = JIXIAO.make("label", {}, JIXIAO.make("span", {}, JIXIAO.both("表中查找", "Find in this table")), field);
  (table.closest(".scroll") ?? table).before(JIXIAO.make("div", { class: "filters" }, label, count));
};

/** A box scrolls, and is a stop of the Tab key, only while its table is wider than the page. */
JIXIAO.watchBoxes = (root) => {
  for (const box of root.querySelectorAll(".scroll")) boxes.observe(box);
};

const boxes = new ResizeObserver((entries) => {
  for (const { target: box } of entries) {
    const fits = (box.firstElementChild?.getBoundingClientRect().width ?? 0) <= box.offsetWidth;
    box.classList.toggle("fits", fits);
    if (fits) box.removeAttribute("tabindex");
    else box.tabIndex = 0;
  }
});

/* ---- keys ---- */

/** Whether a key is meant as a command: not while somebody types or holds another key. */
JIXIAO.isCommand = (event) =>
  !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing && !event.target.closest?.("input, select, textarea");

const focusSearch = (event) => {
  const field = document.querySelector("main input[type=search], header input[type=search]");
  if (event.key !== "/" || !field || !JIXIAO.isCommand(event)) return;
  event.preventDefault();
  field.focus();
};

document.documentElement.classList.add("js");
applyLanguage(chosenLanguage());
document.addEventListener("click", carryLanguage);
document.addEventListener("auxclick", carryLanguage);
document.addEventListener("submit", carryLanguageInForm);
document.addEventListener("keydown", focusSearch);
document.addEventListener("DOMContentLoaded", () => {
  JIXIAO.label(document);
  document.getElementById("language")?.addEventListener("click", switchLanguage);
  document.querySelectorAll("table.sortable").forEach(sortable);
  document.querySelectorAll("table.filterable").forEach(filterable);
  JIXIAO.watchBoxes(document);
});
