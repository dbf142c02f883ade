// Review by keyboard and mouse: the arrows go from finding to finding and from heading to heading, the words that are
// marked in the text fill the fields of a form or begin a new finding. The page works without it: each finding is a link,
// each place two fields.
"use strict";

(() => {
  const PAUSE = 150; // milliseconds, after which a finding that has the focus is looked at rather than passed
  const page = () => document.querySelector(".checking");
  // Where the arrows have a meaning of their own.
  const inField = (element) => element.closest("input:not([type=hidden]), select, textarea, [contenteditable], details > summary, .sheet-frame");

  // The current words in the middle of their pane, and the finding at the top of the other.
  const show = () => {
    const pane = document.querySelector(".source-pane");
    const mark = pane && pane.querySelector('[data-group="current"]');
    if (mark) {
      const far = mark.getBoundingClientRect().top - pane.getBoundingClientRect().top;
      pane.scrollTop += far - pane.clientHeight / 3;
    }
    if (document.activeElement?.closest(".overview a")) return;
    const findings = document.querySelector(".checking .findings");
    if (findings) findings.scrollTop = 0; // the focus may have pushed it out of view
    // An address with a place in the document leads there instead.
    const card = document.querySelector(".checking .card");
    if (card && !location.hash && !(inView(card.querySelector("h2")) && inView(card.querySelector(".answers, form, h2")))) card.scrollIntoView();
  };

  const inView = (element) => {
    const place = element.getBoundingClientRect();
    return place.top >= 0 && place.bottom <= window.innerHeight;
  };

  // A browser gives the focus where a page says, but not where a part of it was exchanged; and it scrolls only that
  // into view, not the heading above it.
  const settle = () => {
    const first = document.querySelector(".checking [autofocus]");
    const here = document.activeElement;
    if (first && first !== here && !here?.closest(".overview a")) first.focus({ preventScroll: !first.closest(".overview") });
    show();
  };

  const STEPS = { ArrowDown: "after", ArrowUp: "before", ArrowRight: "heading-after", ArrowLeft: "heading-before" };

  // In the list of those that are sure the arrows go from one to the next, or to the first under another heading,
  // without asking the server.
  const goInOverview = (step) => {
    const every = [...document.querySelectorAll(".overview a")];
    const stops = step.startsWith("heading") ? every.filter((one) => !one.parentElement.previousElementSibling) : every;
    const here = document.activeElement;
    const isBefore = (one) => here.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_PRECEDING;
    const isAfter = (one) => here.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING;
    const next = step.endsWith("after") ? stops.find(isAfter) : stops.findLast(isBefore);
    if (next) next.focus();
    return next;
  };

  document.addEventListener("keydown", (event) => {
    if (!page()) return;
    if (event.key === "Enter" && event.ctrlKey && event.target.form) event.target.form.requestSubmit();
    const isUndo = event.key === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
    if (!isUndo && (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey)) return;
    if (event.key !== "Escape" && inField(event.target)) return;
    const step = STEPS[event.key];
    if (step && document.querySelector(".overview")) {
      if (goInOverview(step)) event.preventDefault();
      return;
    }
    const name = isUndo ? ".latest button" : event.key === "Escape" ? '[data-step="out"]' : `[data-step="${step}"]`;
    const way = page().querySelector(name);
    if (!way) return;
    event.preventDefault();
    way.click();
  });

  // What has the focus in that list is shown in the document, beside the list that stays as it is.
  let shown = 0;
  document.addEventListener("focusin", (event) => {
    const listed = event.target.closest(".overview a");
    clearTimeout(shown);
    if (!listed) return;
    const pane = { target: ".source-pane", select: ".source-pane", swap: "outerHTML show:none" };
    shown = setTimeout(() => window.htmx.ajax("GET", listed.href, pane), PAUSE);
  });

  const marked = () => {
    const chosen = document.getSelection();
    const words = chosen.toString().trim();
    if (!words || !chosen.anchorNode) return null;
    const range = chosen.getRangeAt(0);
    const start = range.startContainer.parentElement.closest(".source-text > li");
    if (!start) return null;
    const text = range.cloneContents();
    // Line numbers and labels stand beside the text and are no part of it.
    text.querySelectorAll(".line-number, .line-labels, .page").forEach((one) => one.remove());
    return { line: start.id.replace("rad-", ""), words: text.textContent.replace(/\s+/g, " ").trim() };
  };

  const offer = (place) => {
    document.querySelectorAll(".add-marked").forEach((one) => one.remove());
    if (!place) return;
    const link = document.createElement("a");
    link.className = "ds-button add-marked";
    link.textContent = "Lägg till uppgift";
    const asked = new URLSearchParams({ rad: place.line, ord: place.words });
    link.href = `${document.querySelector(".source-pane").dataset.marking}?${asked}`;
    page().append(link);
  };

  document.addEventListener("mouseup", (event) => {
    if (!page() || event.target.closest(".add-marked")) return;
    const place = marked();
    const words = document.querySelector('[data-marked="words"]');
    if (place && words) {
      words.value = place.words;
      document.querySelector('[data-marked="line"]').value = place.line;
    } else offer(place);
  });

  // At first the browser gives the focus by itself, in a frame of its own; a script that is faster is told off.
  window.addEventListener("load", () => requestAnimationFrame(() => requestAnimationFrame(settle)));
  document.addEventListener("htmx:afterSettle", settle);
})();
