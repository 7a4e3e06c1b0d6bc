// Draws a <figure data-chart> from the JSON beside it. The figure's own table is what a screen reader reads;
// the drawing is one labelled image. SVG, so that it prints sharply; rich text tooltips, because HTML ones
// set style attributes, which the policy forbids.
import { BarChart, HeatmapChart, LineChart } from "echarts/charts";
import {
  AriaComponent, GridComponent, LegendPlainComponent, MarkLineComponent, TooltipComponent, VisualMapContinuousComponent,
} from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

use([
  BarChart, HeatmapChart, LineChart, AriaComponent, GridComponent, LegendPlainComponent, MarkLineComponent,
  TooltipComponent, VisualMapContinuousComponent, SVGRenderer,
]);

const language = document.documentElement.lang || "en";
const still = window.matchMedia("(prefers-reduced-motion: reduce)");
const dark = window.matchMedia("(prefers-color-scheme: dark)");
const paper = window.matchMedia("print");
const LINES = ["solid", "dashed", "dotted"];
const SYMBOLS = ["circle", "rect", "triangle", "diamond"];

const number = (options) => new Intl.NumberFormat(language, options);
const inUnit = (unit, value) =>
  number({ style: "unit", unit, unitDisplay: "short", maximumFractionDigits: 1 }).format(value);

function duration(seconds) {
  if (Math.abs(seconds) < 60) return inUnit("second", seconds);
  if (Math.abs(seconds) < 3600) return inUnit("minute", seconds / 60);
  return inUnit("hour", seconds / 3600);
}

const FORMATS = {
  count: (value) => number({ maximumFractionDigits: 1 }).format(value),
  percent: (value) => number({ style: "percent", maximumFractionDigits: 1 }).format(value),
  seconds: duration,
};

// The page's own colours: reading them from the element follows light, dark and print.
function palette(element) {
  const style = getComputedStyle(element);
  const probe = document.createElement("i");
  probe.hidden = true;
  element.append(probe);
  const resolve = (name) => {
    probe.className = `chart-colour-${name}`;
    return getComputedStyle(probe).color;
  };
  const colours = {
    text: resolve("text"), faint: resolve("grid"), surface: resolve("surface"), target: resolve("target"),
    low: resolve("low"), high: resolve("high"),
    series: [1, 2, 3, 4, 5, 6].map(resolve), font: style.fontFamily,
  };
  probe.remove();
  return colours;
}

function axis(colours, extra) {
  return {
    axisLine: { lineStyle: { color: colours.faint } },
    axisTick: { show: false },
    axisLabel: { color: colours.text, hideOverlap: true },
    nameTextStyle: { color: colours.text },
    splitLine: { lineStyle: { color: colours.faint } },
    ...extra,
  };
}

function markLines(spec, colours) {
  if (!spec.lines?.length) return undefined;
  const upright = spec.lines_at === "x" || spec.horizontal;
  return {
    symbol: "none",
    silent: true,
    animation: false,
    lineStyle: { color: colours.target, type: "dashed", width: 1.5 },
    label: { color: colours.text, position: "end", formatter: "{b}" },
    data: spec.lines.map((line, at) => ({
      name: line.name,
      [upright ? "xAxis" : "yAxis"]: line.value,
      // Names of upright lines that stand close together keep out of each other's way.
      ...(upright && spec.lines.length > 1 ? { label: { align: at < spec.lines.length / 2 ? "right" : "left" } } : {}),
    })),
  };
}

function bars(spec, one, at) {
  const corner = spec.horizontal ? [0, 3, 3, 0] : [3, 3, 0, 0];
  return {
    type: spec.kind,
    name: one.name,
    data: one.values,
    stack: spec.stacked ? "all" : undefined,
    barMaxWidth: 36,
    itemStyle: spec.kind === "bar" && !spec.stacked ? { borderRadius: corner } : undefined,
    lineStyle: { width: 2, type: LINES[at % LINES.length] },
    symbol: SYMBOLS[at % SYMBOLS.length],
    symbolSize: 7,
    connectNulls: false,
  };
}

function cartesian(spec, colours, format) {
  const category = axis(colours, { type: "category", data: spec.x, name: spec.x_name, nameLocation: "middle", nameGap: 32, splitLine: { show: false }, inverse: spec.horizontal });
  const value = axis(colours, {
    type: "value", min: spec.min, max: spec.max, splitNumber: 4, axisLabel: { color: colours.text, formatter: format, hideOverlap: true },
  });
  const marks = markLines(spec, colours);
  const series = spec.series.map((one, at) => bars(spec, one, at));
  const across = [spec.horizontal ? value : category];
  if (marks && spec.lines_at === "x") {
    // A line between two bins has no place on an axis of names, so it hangs on a hidden axis of bin edges.
    across.push({ type: "value", min: 0, max: spec.x.length, show: false });
    series.push({ type: "line", xAxisIndex: 1, data: [], silent: true, tooltip: { show: false }, markLine: marks });
  } else {
    series[0].markLine = marks;
  }
  return {
    xAxis: across,
    yAxis: spec.horizontal ? { ...category, name: undefined } : value,
    legend: spec.series.length > 1
      ? { textStyle: { color: colours.text }, top: 0, left: 0, icon: spec.kind === "line" ? undefined : "roundRect" }
      : { show: false },
    series,
    tooltip: { trigger: "axis", valueFormatter: (found) => (found == null ? "–" : format(found)) },
  };
}

function heatmap(spec, colours, format) {
  const cells = spec.values.flatMap((row, y) => row.map((found, x) => [x, y, found]));
  const highest = Math.max(1, ...cells.map((cell) => cell[2] ?? 0));
  const ends = { type: "category", splitArea: { show: false }, splitLine: { show: false } };
  return {
    xAxis: axis(colours, { ...ends, data: spec.x }),
    yAxis: axis(colours, { ...ends, data: spec.y, inverse: true }),
    visualMap: {
      min: 0, max: highest, calculable: false, orient: "horizontal", left: 0, top: 0, itemHeight: 90, itemWidth: 10,
      text: [format(highest), format(0)], textStyle: { color: colours.text },
      inRange: { color: [colours.low, colours.high] },
    },
    series: [{ type: "heatmap", data: cells, itemStyle: { borderColor: colours.surface, borderWidth: 2, borderRadius: 3 } }],
    tooltip: {
      formatter: ({ value }) => `${spec.y[value[1]]}, ${spec.x[value[0]]}: ${format(value[2])}`,
    },
  };
}

// Room for the names of target lines, which stand at the right end of theirs.
function margin(spec) {
  if (!spec.lines?.length || spec.lines_at === "x" || spec.horizontal) return 16;
  return 12 + 7 * Math.max(...spec.lines.map((line) => line.name.length));
}

function options(spec, element) {
  const colours = palette(element);
  const format = FORMATS[spec.unit] ?? FORMATS.count;
  const body = spec.kind === "heatmap" ? heatmap(spec, colours, format) : cartesian(spec, colours, format);
  const crowded = spec.kind === "heatmap" || spec.series?.length > 1;
  return {
    animation: !still.matches && !paper.matches,
    animationDuration: 250,
    color: colours.series,
    textStyle: { fontFamily: colours.font, color: colours.text },
    grid: { left: 4, right: margin(spec), bottom: spec.x_name ? 28 : 4, top: crowded ? 44 : 24, containLabel: true },
    // Patterns tell series apart without colour; the label is the figure's own caption.
    aria: { enabled: true, label: { enabled: false }, decal: { show: spec.kind === "bar" && spec.series.length > 1 } },
    ...body,
    tooltip: {
      renderMode: "richText", confine: true, backgroundColor: colours.surface, borderColor: colours.faint,
      textStyle: { color: colours.text, fontFamily: colours.font }, ...body.tooltip,
    },
  };
}

export function draw(figure) {
  const element = figure.querySelector("[data-canvas]");
  const spec = JSON.parse(figure.querySelector("script[type='application/json']").textContent);
  const chart = init(element, null, { renderer: "svg" });
  const redraw = () => chart.setOption(options(spec, element), true);
  redraw();
  new ResizeObserver(() => chart.resize()).observe(element);
  dark.addEventListener("change", redraw);
  still.addEventListener("change", redraw);
  paper.addEventListener("change", redraw); // a dark screen prints as light paper
}
