// @ts-nocheck: one classic script inside of a page that stands alone; `uPlot` and `REPORT` come before it.
"use strict";
(() => {
  if (!REPORT || typeof uPlot === "undefined") return;
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const unpack = (text, scale) => {
    const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
    const whole = new Int16Array(bytes.buffer);
    return Array.from(whole, (v) => (v === -32768 ? null : (v / 20000) * scale));
  };
  const sync = uPlot.sync("emg");
  const plots = [];
  const limits = [REPORT.start, REPORT.start + REPORT.duration];
  let quiet = false;
  const show = (min, max) => {
    const span = Math.min(Math.max(max - min, 0.05), limits[1] - limits[0]);
    const from = Math.min(Math.max(min, limits[0]), limits[1] - span);
    quiet = true;
    for (const plot of plots) plot.setScale("x", { min: from, max: from + span });
    quiet = false;
  };
  const marks = (lane) => (plot) => {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    for (const [onset, low, high, offset] of lane.bursts) {
      const x = (t) => plot.valToPos(t + REPORT.start, "x", true);
      ctx.fillStyle = css(lane.glute ? "--band-glute" : "--band");
      ctx.fillRect(x(low), bbox.top, Math.max(x(high) - x(low), 1), bbox.height);
      ctx.lineWidth = 2 * devicePixelRatio;
      ctx.strokeStyle = ctx.fillStyle = css(lane.glute ? "--fire" : "--ink");
      ctx.beginPath();
      ctx.moveTo(x(onset), bbox.top);
      ctx.lineTo(x(onset), bbox.top + bbox.height);
      ctx.stroke();
      ctx.beginPath();
      ctx.arc(x(onset), bbox.top + 7 * devicePixelRatio, 4 * devicePixelRatio, 0, 7);
      ctx.fill();
      ctx.setLineDash([4 * devicePixelRatio, 4 * devicePixelRatio]);
      ctx.lineWidth = devicePixelRatio;
      ctx.beginPath();
      ctx.moveTo(x(offset), bbox.top);
      ctx.lineTo(x(offset), bbox.top + bbox.height);
      ctx.stroke();
      ctx.setLineDash([]);
    }
    ctx.restore();
  };
  REPORT.lanes.forEach((lane, i) => {
    const place = document.getElementById(`lane-${i}`);
    const last = i === REPORT.lanes.length - 1;
    const low = unpack(lane.low, lane.scale);
    const high = unpack(lane.high, lane.scale);
    const rms = unpack(lane.rms, lane.scale);
    const time = low.map((_, k) => REPORT.start + (k + 0.5) * lane.step);
    const line = (name, width) => ({ stroke: () => css(name), width, points: { show: false }, spanGaps: false });
    place.replaceChildren();
    const plot = new uPlot(
      {
        width: place.clientWidth,
        height: last ? 118 : 88,
        padding: [4, 0, 4, 0],
        legend: { show: false },
        cursor: { sync: { key: sync.key, scales: ["x", null] }, y: false, drag: { x: true, y: false } },
        scales: { x: { time: false }, y: { range: [-lane.scale, lane.scale] } },
        axes: [
          { show: last, stroke: () => css("--ink-2"), grid: { show: false }, ticks: { show: false },
            values: (_, all) => all.map((v) => `${+v.toFixed(3)} ${REPORT.seconds}`), size: 30 },
          { show: false },
        ],
        series: [{}, line("--raw", 1), line("--raw", 1), line("--ink", 1.5)],
        bands: [{ series: [1, 2], fill: () => css("--raw") }],
        hooks: {
          draw: [marks(lane)],
          setScale: [(u, key) => { if (key === "x" && !quiet) show(u.scales.x.min, u.scales.x.max); }],
        },
      },
      [time, high, low, rms],
      place,
    );
    plots.push(plot);
    plot.over.addEventListener("dblclick", () => show(...limits));
    plot.over.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.shiftKey && !event.deltaX) return;
      event.preventDefault();
      const { min, max } = plot.scales.x;
      const at = plot.posToVal(event.offsetX, "x");
      if (event.ctrlKey) {
        const by = event.deltaY > 0 ? 1.25 : 0.8;
        show(at - (at - min) * by, at + (max - at) * by);
      } else {
        const by = ((event.deltaX || event.deltaY) / place.clientWidth) * (max - min);
        show(min + by, max + by);
      }
    }, { passive: false });
  });
  const panel = document.getElementById("move");
  panel.hidden = false;
  panel.addEventListener("click", (event) => {
    const what = event.target.closest("button")?.dataset.do;
    const { min, max } = plots[0].scales.x;
    const span = max - min;
    if (what === "earlier") show(min - span / 2, max - span / 2);
    if (what === "later") show(min + span / 2, max + span / 2);
    if (what === "closer") show(min + span / 4, max - span / 4);
    if (what === "wider") show(min - span / 2, max + span / 2);
    if (what === "all") show(...limits);
  });
  const redraw = () => plots.forEach((plot) => plot.redraw(false));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  addEventListener("resize", () => plots.forEach((plot, i) => {
    plot.setSize({ width: document.getElementById(`lane-${i}`).clientWidth, height: plot.height });
  }));
})();
