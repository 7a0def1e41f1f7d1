// A signature on the screen, with finger, pen or mouse. It ends as a PNG in the form's own field; whoever cannot or does
// not want to sign confirms without. Beside the picture the form says how: screen, pad, or without.
(() => {
  const INK = "#1a2433", GROUND = "#ffffff";
  // Of the pad's width: a thinner line is hard to read on paper, and less than this across is a slip of the hand.
  const LINE = 0.006, LEAST = 0.05;
  const strokes = new WeakMap();
  const part = (place, name) => place.querySelector(`[data-signature-${name}]`);

  function draw(canvas) {
    const { width, height } = canvas.getBoundingClientRect();
    const scale = Math.max(1, window.devicePixelRatio);
    Object.assign(canvas, { width: width * scale, height: height * scale });
    const pen = canvas.getContext("2d");
    pen.fillStyle = GROUND;
    pen.fillRect(0, 0, canvas.width, canvas.height);
    Object.assign(pen, { strokeStyle: INK, lineWidth: LINE * canvas.width, lineCap: "round", lineJoin: "round" });
    for (const stroke of strokes.get(canvas) ?? []) {
      pen.beginPath();
      stroke.forEach(([x, y]) => pen.lineTo(x * canvas.width, y * canvas.width));
      pen.stroke();
    }
  }

  // Both measured by the width, so that a pad that is turned or grows keeps the signature's shape.
  function point(canvas, event) {
    const box = canvas.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.width];
  }

  function isSigned(all) {
    const places = all.flat();
    const span = (axis) => Math.max(...places.map((each) => each[axis])) - Math.min(...places.map((each) => each[axis]));
    return places.length > 1 && Math.max(span(0), span(1)) >= LEAST;
  }

  function keep(place, content, how) {
    part(place, "value").value = content;
    part(place, "how").value = how;
    part(place, "without").checked = how === "without";
    place.dispatchEvent(new CustomEvent("signature:change", { bubbles: true, detail: { how } }));
  }

  function clear(place) {
    const canvas = part(place, "pad");
    strokes.set(canvas, []);
    draw(canvas);
    keep(place, "", "");
  }

  document.addEventListener("pointerdown", (event) => {
    const canvas = event.target.closest?.("[data-signature-pad]");
    if (!canvas || !event.isPrimary || event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    if (!strokes.has(canvas)) strokes.set(canvas, []);
    strokes.get(canvas).push([point(canvas, event)]);
  });

  document.addEventListener("pointermove", (event) => {
    const canvas = event.target.closest?.("[data-signature-pad]");
    if (!canvas?.hasPointerCapture(event.pointerId)) return;
    const between = event.getCoalescedEvents?.() ?? [];
    strokes.get(canvas).at(-1).push(...(between.length ? between : [event]).map((each) => point(canvas, each)));
    draw(canvas);
  });

  for (const kind of ["pointerup", "pointercancel"]) {
    document.addEventListener(kind, (event) => {
      const canvas = event.target.closest?.("[data-signature-pad]");
      const place = canvas?.closest("[data-signature]");
      if (place && isSigned(strokes.get(canvas) ?? [])) keep(place, canvas.toDataURL("image/png"), "screen");
    });
  }

  document.addEventListener("change", (event) => {
    const place = event.target.closest("[data-signature-without]")?.closest("[data-signature]");
    if (!place) return;
    const without = event.target.checked;
    clear(place);
    if (without) keep(place, "", "without");
  });

  // The pad on the desk, where there is one.
  async function signOnPad(place) {
    const reply = await window.devices.ask("signature_pad", "sign", { title: place.dataset.title ?? "" });
    if (!reply.ok || reply.data?.media_type !== "image/png" || typeof reply.data.content !== "string") return;
    clear(place);
    const picture = new Image();
    picture.src = `data:image/png;base64,${reply.data.content}`;
    await picture.decode();
    const canvas = part(place, "pad");
    const scale = Math.min(canvas.width / picture.width, canvas.height / picture.height);
    canvas.getContext("2d").drawImage(picture, 0, 0, picture.width * scale, picture.height * scale);
    keep(place, picture.src, "pad");
  }

  document.addEventListener("click", (event) => {
    const place = event.target.closest("[data-signature]");
    if (!place) return;
    if (event.target.closest("[data-signature-clear]")) clear(place);
    if (event.target.closest("[data-signature-ask]")) signOnPad(place);
  });

  function ready() {
    document.querySelectorAll("[data-signature-pad]").forEach((canvas) => !strokes.get(canvas)?.length && draw(canvas));
    document.querySelectorAll("[data-signature-ask]").forEach((button) => { button.hidden = !window.devices?.has("signature_pad"); });
  }
  addEventListener("DOMContentLoaded", ready);
  addEventListener("resize", () => document.querySelectorAll("[data-signature-pad]").forEach((canvas) => strokes.get(canvas)?.length && draw(canvas)));
  document.addEventListener("htmx:after:settle", ready);
  document.addEventListener("devices:ready", ready);
})();
