() => {
  const element = document.activeElement;
  if (!element || element === document.body) return [false, ""];
  const shows = (each) => {
    const style = getComputedStyle(each);
    return (style.outlineStyle !== "none" && style.outlineWidth !== "0px") || style.boxShadow !== "none";
  };
  const seen = shows(element) || shows(element.parentElement);
  return [element.matches(".btn-primary"), seen ? "" : `the focus cannot be seen on ${element.outerHTML.slice(0, 120)}`];
}
