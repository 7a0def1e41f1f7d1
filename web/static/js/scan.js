// Scanners and card readers are keyboards that type faster than any hand. What they type goes to the scan box,
// wherever the cursor is, and never into a form field, save one that says data-takes-scan.
(() => {
  const BURST_MS = 30;
  const LEAST = 6;
  let burst = "";
  let lastAt = 0;
  let before = null;

  const box = () => document.querySelector("[data-scan]");
  const meant = () => document.activeElement?.matches("[data-takes-scan]");

  // A field that took the first strokes of a burst gets its former value back.
  function restore() {
    if (before?.field.isConnected && before.field !== box()) {
      before.field.value = before.value;
      before.field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    before = null;
  }

  function submit(code) {
    const target = box();
    restore();
    target.value = code;
    target.form.requestSubmit();
  }

  document.addEventListener("keydown", (event) => {
    const quick = event.timeStamp - lastAt < BURST_MS;
    lastAt = event.timeStamp;
    if (event.key === "Enter" && quick && burst.length >= LEAST && box() && !meant()) {
      event.preventDefault();
      event.stopImmediatePropagation();
      submit(burst);
      burst = "";
      return;
    }
    if (event.key.length !== 1 || event.ctrlKey || event.altKey || event.metaKey) return;
    if (!quick) {
      burst = "";
      const field = document.activeElement;
      before = field?.matches?.("input, textarea") ? { field, value: field.value } : null;
    }
    burst += event.key;
  }, true);
})();
