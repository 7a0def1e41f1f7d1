// Bars and curves from the numbers in the page, in the page's own colours; the same numbers stand in a table beside each.
(() => {
  const waiting = document.querySelector("[data-again]");
  if (waiting) setTimeout(() => location.reload(), waiting.dataset.again * 1000);
  const source = document.getElementById("charts");
  if (!source || !window.echarts) return;
  const numbers = JSON.parse(source.textContent);
  const places = [...document.querySelectorAll("[data-chart]")];

  // A custom property may hold light-dark(); the colour that an element takes on is what is meant.
  function colour(name) {
    const probe = document.createElement("i");
    probe.style.color = `var(${name})`;
    document.body.append(probe);
    const found = getComputedStyle(probe).color;
    probe.remove();
    return found;
  }

  function curves({ names, lines, unit = "" }, label) {
    const ink = colour("--cg-ink"), line = colour("--cg-line"), ground = colour("--cg-card");
    const font = getComputedStyle(document.body).fontFamily, text = { color: ink, fontFamily: font };
    const compared = lines.some((each) => each.tried);
    const tone = (each) => colour(compared && !each.tried ? "--cg-soon" : "--cg-brand-ink");
    return {
      animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
      title: { text: label, left: 0, textStyle: { ...text, fontSize: 14 } },
      legend: { show: lines.length > 1, itemWidth: 40, bottom: 0, left: 0, type: "scroll", textStyle: text, inactiveColor: line },
      tooltip: { trigger: "axis", backgroundColor: ground, borderColor: line, textStyle: text, valueFormatter: (value) => (value === null ? "—" : `${value}${unit}`) },
      grid: { left: 8, right: 24, top: 40, bottom: lines.length > 1 ? 36 : 8, containLabel: true },
      xAxis: { type: "category", data: names, axisLabel: { ...text, hideOverlap: true }, axisLine: { lineStyle: { color: line } } },
      yAxis: { type: "value", axisLabel: { ...text, formatter: `{value}${unit}` }, splitLine: { lineStyle: { color: line } } },
      series: lines.map((each) => ({
        type: "line",
        name: each.name,
        data: each.values,
        symbolSize: names.length > 24 ? 0 : 6,
        itemStyle: { color: tone(each) },
        lineStyle: { width: 2, type: each.dashed ? "dashed" : "solid" },
      })),
    };
  }

  const signed = (value) => `${value}`.replace("-", "−");

  function bars({ names, values, better, unit = "" }, label) {
    const ink = colour("--cg-ink"), line = colour("--cg-line");
    const good = colour("--cg-ok"), bad = colour("--cg-stop"), plain = colour("--cg-brand-ink");
    const tone = (index) => (better ? (better[index] ? good : bad) : plain);
    const font = getComputedStyle(document.body).fontFamily;
    return {
      animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
      title: { text: label, left: 0, textStyle: { color: ink, fontSize: 14, fontFamily: font } },
      grid: { left: 8, right: 48, top: 36, bottom: 8, containLabel: true },
      xAxis: { type: "value", axisLabel: { color: ink, formatter: (value) => signed(value) + unit, hideOverlap: true }, splitLine: { lineStyle: { color: line } } },
      yAxis: { type: "category", inverse: true, data: names, axisLabel: { color: ink, fontFamily: font, width: 150, overflow: "break" }, axisLine: { lineStyle: { color: line } } },
      series: [{
        type: "bar",
        barMaxWidth: 28,
        data: values.map((value, index) => ({ value, itemStyle: { color: tone(index) } })),
        label: { show: true, position: "right", color: ink, formatter: ({ value }) => signed(value) + unit },
      }],
    };
  }

  function draw() {
    for (const place of places) {
      const data = numbers[place.dataset.chart];
      const chart = echarts.getInstanceByDom(place) ?? echarts.init(place, null, { renderer: "canvas" });
      chart.setOption((data.lines ? curves : bars)(data, place.getAttribute("aria-label").split(/[，,]/)[0]), true);
    }
  }

  draw();
  new MutationObserver(draw).observe(document.documentElement, { attributeFilter: ["data-bs-theme"] });
  addEventListener("resize", () => places.forEach((place) => echarts.getInstanceByDom(place)?.resize()));
})();
