
// Search and filters of the page. The text of the page is read, never taken for markup; nothing is sent anywhere.
"use strict";
(() => {
  const form = document.getElementById("search");
  const box = document.getElementById("words");
  const found = document.getElementById("found");
  // Accents and case make no other word; these letters Unicode does not take apart.
  const twins = {
    "ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ŋ": "ng",
    "ß": "ss", "ς": "σ", "ə": "e", "‘": "'", "’": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "‒": "-", "–": "-",
    "—": "-", "−": "-", "\u200c": "", "\u200d": "",
  };
  const twin = new RegExp(`[${Object.keys(twins).join("")}]`, "g");
  const plain = /^[\x00-\x7f]*$/;
  const fold = (text) => plain.test(text) ? text.toLowerCase()
    : text.normalize("NFKD").replace(/\p{Mn}+/gu, "").toLowerCase().replace(twin, (letter) => twins[letter]);
  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
  const texts = (selector, within) => fold(all(selector, within).map((piece) => piece.textContent).join("\n"));
  const counted = (number) => `${number.toLocaleString("en")} ${number === 1 ? "paper" : "papers"}`;

  const papers = all("article").map((article) => ({
    article,
    places: [article],
    status: article.dataset.status,
    starred: "starred" in article.dataset,
    tags: all(".tags li", article).map((tag) => tag.textContent),
    details: article.querySelector("details"),
    unfolded: false,
    shown: true,
  }));
  const byPlace = new Map(papers.map((paper) => [paper.article.id, paper]));
  for (const item of all(".elsewhere li")) {
    byPlace.get(item.firstElementChild.hash.slice(1))?.places.push(item);
  }
  const groups = all(".group").map((section) => {
    const tally = section.querySelector(".tally");
    const entry = document.querySelector(`nav a[href="#${section.getAttribute("aria-labelledby")}"]`)?.parentElement;
    return { section, tally, entry, all: tally.textContent, items: all("article, .elsewhere li", section) };
  });

  // Read when first needed, or between two strokes once somebody is about to search: a page of ten thousand papers
  // opens without waiting for it.
  let next = 0;
  const readOne = () => {
    const paper = papers[next];
    paper.seen = texts(".title, .authors, .venue, .tags, .note .text", paper.article);
    paper.abstract = texts(".abstract p", paper.article);
    next += 1;
  };
  const readAll = () => { while (next < papers.length) readOne(); };
  const readSome = (deadline) => {
    while (next < papers.length && deadline.timeRemaining() > 1) readOne();
    if (next < papers.length) requestIdleCallback(readSome);
  };

  const chosen = { status: "", starred: false, tag: "" };
  const isUnder = (tag) => tag === chosen.tag || tag.startsWith(`${chosen.tag}/`);
  const fits = (paper, words) => (!chosen.status || paper.status === chosen.status)
    && (!chosen.starred || paper.starred)
    && (!chosen.tag || paper.tags.some(isUnder))
    && words.every((word) => paper.seen.includes(word) || paper.abstract.includes(word));

  // A folded abstract opens where a word stands in it alone, and folds up again afterwards.
  const unfold = (paper, wanted) => {
    if (paper.details && wanted !== paper.unfolded && (paper.unfolded || !paper.details.open)) {
      paper.details.open = paper.unfolded = wanted;
    }
  };

  const narrow = () => {
    const words = fold(box.value).split(/\s+/).filter(Boolean);
    const narrowed = words.length > 0 || chosen.status || chosen.starred || chosen.tag;
    if (words.length) readAll();
    const hits = papers.filter((paper) => fits(paper, words));
    const hit = new Set(hits);
    for (const paper of papers) {
      const shown = hit.has(paper);
      if (shown !== paper.shown) {
        paper.shown = shown;
        for (const place of paper.places) place.hidden = !shown;
      }
      unfold(paper, shown && hits.length <= 50 && words.some((word) => !paper.seen.includes(word)));
    }
    for (const group of groups) {
      const shown = group.items.reduce((sum, item) => sum + !item.hidden, 0);
      group.section.hidden = shown === 0;
      if (group.entry) group.entry.hidden = shown === 0;
      group.tally.textContent = shown === group.items.length ? group.all : `${shown.toLocaleString("en")} of ${group.all}`;
    }
    found.textContent = !narrowed ? ""
      : hits.length ? `${hits.length.toLocaleString("en")} of ${counted(papers.length)}`
      : "No paper has all of this; Escape shows all again.";
  };

  // The address holds the search, so that it can be sent on. Browsers forbid changing it with every key.
  let timer = 0;
  const remember = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const query = box.value.trim();
      const parts = [["q", query], ["status", chosen.status], ["starred", chosen.starred ? "1" : ""], ["tag", chosen.tag]];
      const hash = parts.filter(([, value]) => value).map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
      const page = location.href.split("#")[0];
      history.replaceState(null, "", hash ? `${page}#${hash}` : page);
    }, 400);
  };
  let waiting = false;
  const changed = () => {
    remember();
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; narrow(); });
  };

  const filters = document.createElement("div");
  filters.className = "filters";
  filters.setAttribute("role", "group");
  filters.setAttribute("aria-label", "Filters");
  const chips = [];
  const chip = (shown, isOn, press) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = shown;
    button.addEventListener("click", () => { press(); dress(); changed(); });
    chips.push({ button, isOn });
    filters.append(button);
  };
  const select = document.createElement("select");
  const dress = () => {
    for (const { button, isOn } of chips) button.setAttribute("aria-pressed", String(isOn()));
    select.value = chosen.tag;
  };
  const statuses = ["reading", "queued", "inbox", "read", "skipped"]
    .filter((status) => papers.some((paper) => paper.status === status));
  for (const status of statuses.length > 1 ? statuses : []) {
    chip(status, () => chosen.status === status, () => { chosen.status = chosen.status === status ? "" : status; });
  }
  if (papers.some((paper) => paper.starred) && !papers.every((paper) => paper.starred)) {
    chip("★ starred", () => chosen.starred, () => { chosen.starred = !chosen.starred; });
  }
  const tags = new Set(papers.flatMap((paper) => paper.tags));
  if (tags.size) {
    select.setAttribute("aria-label", "Tag");
    select.append(new Option("any tag", ""));
    for (const tag of Array.from(tags).sort((one, other) => one.localeCompare(other))) select.append(new Option(tag, tag));
    select.addEventListener("change", () => { chosen.tag = select.value; changed(); });
    filters.append(select);
  }
  if (filters.childElementCount) form.after(filters);

  const clear = () => {
    box.value = chosen.status = chosen.tag = "";
    chosen.starred = false;
    dress();
    changed();
  };
  // What the address asks for: a search, or a paper, which then must not be hidden.
  const follow = () => {
    const place = location.hash.slice(1);
    if (place.includes("=")) {
      const asked = new URLSearchParams(place);
      box.value = asked.get("q") ?? "";
      chosen.status = statuses.includes(asked.get("status")) ? asked.get("status") : "";
      chosen.tag = tags.has(asked.get("tag")) ? asked.get("tag") : "";
      chosen.starred = asked.get("starred") === "1";
      dress();
      narrow();
      return;
    }
    const target = document.getElementById(place);
    if (target?.closest("[hidden]")) {
      clear();
      clearTimeout(timer);
      narrow();
      target.scrollIntoView();
    }
  };

  box.addEventListener("input", changed);
  box.addEventListener("focus", () => { if (window.requestIdleCallback) requestIdleCallback(readSome); });
  form.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest?.("input, select, textarea");
    if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      box.focus();
      box.select();
    } else if (event.key === "Escape" && !event.isComposing) {
      event.preventDefault();
      clear();
    }
  });
  addEventListener("hashchange", follow);
  // Browsers that cannot print what is folded up get it unfolded.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = all("details:not([open])");
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
    opened = [];
  });
  dress();
  form.hidden = false;
  follow();
})();
