() => {
  const language = document.documentElement.lang.slice(0, 2);
  const foreign = (element) => {
    const marked = element.closest("[lang]");
    return marked && !marked.lang.startsWith(language);
  };
  const found = [document.title];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    if (!element || foreign(element) || element.closest("script, style, noscript, kbd")) continue;
    if (node.nodeType === Node.TEXT_NODE) found.push(node.data);
    else for (const name of ["aria-label", "title", "placeholder", "alt"]) found.push(node.getAttribute(name) ?? "");
  }
  return found.map((text) => text.replace(/\s+/g, " ").trim()).filter(Boolean);
}
