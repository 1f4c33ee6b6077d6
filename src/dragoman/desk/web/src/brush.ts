// The timeline: drag over days, or use the arrow keys, and `since` and `until` are set in the address.

import { addressWith, all, make } from "./dom";

const DAY_MS = 86_400_000;
// A hand that trembles is not dragging.
const LEAST_PX = 5;
// Several presses of a key are one change.
const PAUSE_MS = 600;
const SVG = "http://www.w3.org/2000/svg";

interface Strip {
  svg: SVGSVGElement;
  first: number;
  days: number;
  left: number;
  width: number;
}

export function brush(): void {
  for (const svg of all<SVGSVGElement>("svg[data-first][data-last]")) {
    const strip = measured(svg);
    if (!strip) continue;
    dragging(strip);
    moving(strip);
  }
}

function measured(svg: SVGSVGElement): Strip | null {
  const { first, last, left, width } = svg.dataset;
  const begin = Date.parse(first ?? "");
  const end = Date.parse(last ?? "");
  if (Number.isNaN(begin) || Number.isNaN(end)) return null;
  return { svg, first: begin, days: Math.round((end - begin) / DAY_MS) + 1, left: Number(left), width: Number(width) };
}

/** Where on the picture a pointer is, in its own units, kept within the days. */
function at(strip: Strip, event: PointerEvent): number {
  const matrix = strip.svg.getScreenCTM();
  if (!matrix) return strip.left;
  const x = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse()).x;
  return Math.min(strip.left + strip.width, Math.max(strip.left, x));
}

/** A number of days after the first one as an ISO day. */
function iso(strip: Strip, days: number): string {
  const day = new Date(strip.first + Math.floor(days) * DAY_MS);
  return day.getUTCFullYear() > 0 && day.getUTCFullYear() < 10_000 ? day.toISOString().slice(0, 10) : "";
}

function go(strip: Strip, from: number, to: number): void {
  location.assign(addressWith({ since: iso(strip, from), until: iso(strip, Math.max(from, to)), after: "" }));
}

function dragging(strip: Strip): void {
  const shade = document.createElementNS(SVG, "rect");
  shade.setAttribute("class", "brush");
  shade.setAttribute("y", "0");
  shade.setAttribute("height", String(strip.svg.viewBox.baseVal.height));
  let begun: number | null = null;
  const dayAt = (x: number): number => ((x - strip.left) / strip.width) * strip.days;

  strip.svg.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.pointerType === "touch") return;
    if (event.target instanceof Element && event.target.closest("a")) return;
    begun = at(strip, event);
    strip.svg.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  strip.svg.addEventListener("pointermove", (event) => {
    if (begun === null) return;
    const now = at(strip, event);
    shade.setAttribute("x", String(Math.min(begun, now)));
    shade.setAttribute("width", String(Math.abs(now - begun)));
    strip.svg.append(shade);
  });
  const done = (event: PointerEvent): void => {
    if (begun === null) return;
    const [from, to] = [begun, at(strip, event)].sort((a, b) => a - b) as [number, number];
    begun = null;
    if (to - from < LEAST_PX) shade.remove();
    else go(strip, dayAt(from), Math.min(strip.days - 1, dayAt(to)));
  };
  strip.svg.addEventListener("pointerup", done);
  strip.svg.addEventListener("pointercancel", () => {
    begun = null;
    shade.remove();
  });
}

function moving(strip: Strip): void {
  const region = strip.svg.closest<HTMLElement>(".picture-scroll");
  if (!region) return;
  const told = make("p", { role: "status" }, "Drag over days to look closer. With the keyboard here (key v): ← → move, ↑ closer, ↓ wider.");
  region.closest("figure")?.querySelector("figcaption")?.append(told);
  let from = 0;
  let to = strip.days - 1;
  let timer = 0;
  region.addEventListener("keydown", (event) => {
    if (event.target !== region || event.ctrlKey || event.metaKey || event.altKey) return;
    const span = to - from;
    const quarter = Math.max(1, Math.round(span / 4));
    if (event.key === "ArrowLeft") [from, to] = [from - quarter, to - quarter];
    else if (event.key === "ArrowRight") [from, to] = [from + quarter, to + quarter];
    else if (event.key === "ArrowUp" && span > 1) [from, to] = [from + Math.floor(span / 4), to - Math.floor(span / 4)];
    else if (event.key === "ArrowDown") [from, to] = [from - Math.ceil(span / 2), to + Math.ceil(span / 2)];
    else return;
    event.preventDefault();
    told.textContent = `${iso(strip, from)} to ${iso(strip, to)} …`;
    window.clearTimeout(timer);
    timer = window.setTimeout(() => go(strip, from, to), PAUSE_MS);
  });
}
