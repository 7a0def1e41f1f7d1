// Typing narrows a list: an element with data-filter says which part of the page, each entry with data-find under what
// words it is found. Groups without a match and folded ones follow what is typed.
(() => {
  const wanted = (input) => input.value.trim().toLowerCase().split(/\s+/).filter(Boolean);

  function narrow(input) {
    const list = document.querySelector(input.dataset.filter);
    if (!list) return;
    const words = wanted(input);
    const fits = (entry) => words.every((word) => entry.dataset.find.includes(word));
    const entries = [...list.querySelectorAll("[data-find]")];
    entries.forEach((entry) => { entry.hidden = !fits(entry); });
    for (const group of list.querySelectorAll("details")) {
      const some = [...group.querySelectorAll("[data-find]")].some((entry) => !entry.hidden);
      group.hidden = !some;
      group.dataset.was ??= String(group.open);
      group.open = words.length ? some : group.dataset.was === "true";
    }
    const nothing = list.querySelector("[data-nothing]");
    if (nothing) nothing.hidden = !words.length || entries.some((entry) => !entry.hidden);
  }

  const firstOf = (input) => [...document.querySelectorAll(`${input.dataset.filter} [data-find]:not([hidden]) a`)].find((link) => link.checkVisibility());
  // Enter that was pressed before the whole list was there: it is meant for what comes.
  let hasty = null;

  document.addEventListener("input", (event) => {
    hasty = null;
    if (event.target.matches?.("[data-filter]")) narrow(event.target);
  });
  document.addEventListener("htmx:after:settle", () => {
    document.querySelectorAll("[data-filter]").forEach((input) => input.value && narrow(input));
    const first = hasty && firstOf(hasty);
    if (!first) return;
    hasty = null;
    first.click();
  });
  document.addEventListener("htmx:finally:request", (event) => { if (event.target === hasty) hasty = null; });

  // Enter goes into the first that is left, an arrow down to it.
  document.addEventListener("keydown", (event) => {
    if (!event.target.matches?.("[data-filter]") || event.isComposing || !["Enter", "ArrowDown"].includes(event.key)) return;
    const first = firstOf(event.target);
    if (!first) {
      hasty = event.key === "Enter" && event.target.matches(".htmx-request") ? event.target : null;
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Enter") first.click();
    else first.focus();
  }, true);
})();

document.addEventListener("click", (event) => { if (event.target.closest("[data-print]")) window.print(); });
