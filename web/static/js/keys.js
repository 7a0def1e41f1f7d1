// The keyboard. An element says with data-key what presses it; nothing else knows the keys of a page.
(() => {
  const TYPED = "input:not([type=checkbox]):not([type=radio]):not([type=button]):not([type=submit]), textarea, select, [contenteditable]";
  const BURST_MS = 30;
  const shown = (element) => element.checkVisibility?.() ?? element.offsetParent !== null;

  function nameOf(event) {
    const key = event.key === "Escape" ? "Esc" : event.key;
    const ctrl = event.ctrlKey || event.metaKey ? "Ctrl+" : "";
    const alt = event.altKey ? "Alt+" : "";
    return ctrl + alt + key;
  }

  function holder(name) {
    const scope = document.querySelector("dialog[open]") ?? document;
    const all = [...scope.querySelectorAll("[data-key]")].filter((element) => element.dataset.key === name && shown(element));
    return all.find((element) => !element.disabled && element.getAttribute("aria-disabled") !== "true");
  }

  function press(element) {
    if (element.matches("input, select, textarea")) {
      element.focus();
      element.select?.();
    } else if (element.matches("form")) {
      element.requestSubmit();
    } else {
      element.click();
    }
  }

  // Inside a text field only function keys, Ctrl and Alt combinations, Esc and the field's own key are ours; the rest
  // is typing.
  function mayTake(event, name) {
    if (event.isComposing || event.defaultPrevented) return false;
    if (!event.target.matches?.(TYPED) || event.target.dataset.key === name) return true;
    return /^(F\d+|Esc|Ctrl\+.+|Alt\+.+)$/.test(name);
  }

  function fieldsOf(form) {
    return [...form.elements].filter((field) => shown(field) && !field.disabled && field.type !== "hidden" && !field.matches("fieldset"));
  }

  // Enter goes to the next field, as people who enter data all day expect. The last one leads to the main button,
  // or sends the form where data-enter is "send".
  function nextField(event) {
    const form = event.target.form;
    if (!form?.matches("[data-enter]") || event.target.matches("textarea, button, [type=submit]")) return false;
    const fields = fieldsOf(form).filter((field) => form.dataset.enter !== "send" || !field.matches("button"));
    const next = fields[fields.indexOf(event.target) + 1];
    if (!next) return false;
    next.focus();
    next.select?.();
    return true;
  }

  function arrow(event, step) {
    const row = event.target.closest?.("[data-row]");
    const rows = [...document.querySelectorAll("[data-row]")].filter(shown);
    if (!rows.length || (!row && event.target !== document.body && !event.target.matches("[data-rows]"))) return false;
    const next = rows[row ? rows.indexOf(row) + step : 0];
    next?.focus();
    return true;
  }

  function follow(event) {
    const row = event.target.closest?.("tr[data-row]");
    const link = row && event.target === row ? row.querySelector("a[href]") : null;
    link?.click();
    return Boolean(link);
  }

  const moves = { Enter: (event) => nextField(event) || follow(event), ArrowDown: (event) => arrow(event, 1), ArrowUp: (event) => arrow(event, -1) };

  let lastAt = 0;
  let waiting = 0;
  document.addEventListener("keydown", (event) => {
    const plain = event.key.length === 1 && !event.ctrlKey && !event.altKey && !event.metaKey;
    const quick = plain && event.timeStamp - lastAt < BURST_MS;
    if (plain) lastAt = event.timeStamp;
    clearTimeout(waiting);
    const name = nameOf(event);
    if (moves[name] && !event.isComposing && moves[name](event)) {
      event.preventDefault();
      return;
    }
    const element = mayTake(event, name) && holder(name);
    if (!element || quick) return;
    event.preventDefault();
    // A digit may be the first stroke of a scanner: wait one burst before taking it for a choice.
    if (/^\d$/.test(name)) waiting = setTimeout(() => press(element), BURST_MS + 10);
    else press(element);
  });

  document.addEventListener("dblclick", (event) => event.target.closest("tr[data-row]")?.querySelector("a[href]")?.click());
})();
