() => {
  const found = [];
  const root = document.scrollingElement;
  // From its top, and with everything in its place: what stays in sight lies over what is scrolled past.
  root.scrollTo(0, 0);
  const sticky = [...document.querySelectorAll("body *")].filter((element) => getComputedStyle(element).position === "sticky");
  for (const element of sticky) element.style.position = "static";
  if (root.scrollWidth > root.clientWidth + 1) found.push(`overflows by ${root.scrollWidth - root.clientWidth} px`);

  const scope = document.querySelector("dialog[open]") ?? document.body;
  const clipped = (element) => {
    for (let each = element; each; each = each.parentElement) {
      if (each.matches(".visually-hidden, .cg-skip, dialog:not([open]), [hidden]")) return true;
    }
    return !element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  };
  const inside = (rect, element) => {
    for (let holder = element.closest(".cg-scroll"); holder; holder = holder.parentElement?.closest(".cg-scroll")) {
      const frame = holder.getBoundingClientRect();
      const across = rect.left < frame.right - 1 && rect.right > frame.left + 1;
      if (!across || rect.top >= frame.bottom - 1 || rect.bottom <= frame.top + 1) return false;
    }
    return true;
  };

  const boxes = [];
  const walker = document.createTreeWalker(scope, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.data.trim() || clipped(node.parentElement)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) {
      if (rect.width > 1 && inside(rect, node.parentElement)) boxes.push({ element: node.parentElement, rect, text: node.data.trim() });
    }
  }
  for (const element of scope.querySelectorAll("input:not([type=hidden]), select, textarea")) {
    const rect = element.getBoundingClientRect();
    if (!clipped(element) && rect.width > 1 && inside(rect, element)) boxes.push({ element, rect, text: element.name });
  }
  for (let a = 0; a < boxes.length; a += 1) {
    for (let b = a + 1; b < boxes.length; b += 1) {
      const [one, two] = [boxes[a].rect, boxes[b].rect];
      const wide = Math.min(one.right, two.right) - Math.max(one.left, two.left);
      const high = Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top);
      // A line box is taller than its signs: only what reaches well into another counts.
      if (wide > 2 && high > Math.min(one.height, two.height) * 0.4) found.push(`“${boxes[a].text}” overlaps “${boxes[b].text}”`);
    }
  }
  for (const element of scope.querySelectorAll("button, a.btn, .cg-tag, kbd")) {
    if (!clipped(element) && element.scrollWidth > element.clientWidth + 1 && element.clientWidth) found.push(`“${element.textContent.trim()}” is cut off`);
  }
  for (const element of sticky) element.style.position = "";
  return found;
}
