// The map and the graph: nearer, farther, moved. Only the frame of the picture changes; what has no size of its own
// on the earth (dots, names, the scale bar) stays as large as it is.

import { addressWith, all, make, one } from "./dom";

const MOST = 40;
const STEP = 1.6;
const MOVED_PX = 4;

interface Frame {
  x: number;
  y: number;
  width: number;
  height: number;
}

class Picture {
  private readonly whole: Frame;
  private frame: Frame;
  private readonly still: { element: Element; x: string; y: string }[];

  constructor(private readonly svg: SVGSVGElement) {
    const box = svg.viewBox.baseVal;
    this.whole = { x: box.x, y: box.y, width: box.width, height: box.height };
    this.frame = { ...this.whole };
    this.still = all<Element>(".stays, text.country", svg).map((element) => {
      const found = /translate\(([-\d.]+)[ ,]+([-\d.]+)\)/.exec(element.getAttribute("transform") ?? "");
      return { element, x: found?.[1] ?? element.getAttribute("x") ?? "0", y: found?.[2] ?? element.getAttribute("y") ?? "0" };
    });
  }

  get zoom(): number {
    return this.whole.width / this.frame.width;
  }

  /** What is seen, as west, south, east and north in degrees; empty on a map of the world, which is not flat. */
  area(): string {
    const { lon, lat, east, north } = this.svg.dataset;
    if (!lon || !lat || !east || !north) return "";
    const { x, y, width, height } = this.frame;
    const degrees = (from: string, units: number, per: string): number => Number(from) + units / Number(per);
    const turned = (value: number): number => ((((value + 180) % 360) + 360) % 360) - 180;
    const middle = { x: this.whole.x + this.whole.width / 2, y: this.whole.y + this.whole.height / 2 };
    const edges = [
      turned(degrees(lon, x - middle.x, east)),
      Math.max(-90, degrees(lat, middle.y - y - height, north)),
      turned(degrees(lon, x + width - middle.x, east)),
      Math.min(90, degrees(lat, middle.y - y, north)),
    ];
    return edges.map((edge) => edge.toFixed(2)).join(",");
  }

  reset(): void {
    this.show({ ...this.whole });
  }

  /** So many times nearer, about a point given in shares of the picture. */
  nearer(times: number, shareX = 0.5, shareY = 0.5): void {
    const zoom = Math.min(MOST, Math.max(0.5, this.zoom * times));
    const width = this.whole.width / zoom;
    const height = this.whole.height / zoom;
    const x = this.frame.x + (this.frame.width - width) * shareX;
    const y = this.frame.y + (this.frame.height - height) * shareY;
    this.show({ x, y, width, height });
  }

  /** Moved by shares of what is seen; never farther than half a picture beyond its edges. */
  move(shareX: number, shareY: number): void {
    const { whole, frame } = this;
    const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), Math.max(low, high));
    const x = clamp(frame.x + shareX * frame.width, whole.x - whole.width / 2, whole.x + whole.width * 1.5 - frame.width);
    const y = clamp(frame.y + shareY * frame.height, whole.y - whole.height / 2, whole.y + whole.height * 1.5 - frame.height);
    this.show({ ...frame, x, y });
  }

  private show(frame: Frame): void {
    this.frame = frame;
    this.svg.setAttribute("viewBox", `${frame.x} ${frame.y} ${frame.width} ${frame.height}`);
    this.svg.dataset["zoom"] = this.zoom.toFixed(2);
    const size = 1 / this.zoom;
    for (const { element, x, y } of this.still) {
      const own = element.classList.contains("stays") ? "" : ` translate(${-Number(x)} ${-Number(y)})`;
      element.setAttribute("transform", `translate(${x} ${y}) scale(${size})${own}`);
    }
    this.scale(size);
  }

  /** The scale bar: in its corner, with a round number of kilometres at this zoom. */
  private scale(size: number): void {
    const bar = one<SVGGElement>(".scale", this.svg);
    const perKm = Number(bar?.dataset["perKm"]) * this.zoom;
    const path = bar?.querySelector("path");
    const words = bar?.querySelector("text");
    if (!bar || !path || !words || !(perKm > 0)) return;
    const { x, y, height } = this.frame;
    bar.setAttribute("transform", `translate(${x} ${y + height - this.whole.height * size}) scale(${size})`);
    const km = [0.1, 0.2, 0.5].concat(...[0, 1, 2, 3, 4].map((power) => [1, 2, 5].map((base) => base * 10 ** power)));
    const round = km.filter((one) => one * perKm <= 170).pop() ?? 0.1;
    const low = this.whole.height - 14;
    path.setAttribute("d", `M14 ${low - 5}V${low}H${14 + round * perKm}V${low - 5}`);
    words.setAttribute("x", String(14 + (round * perKm) / 2));
    words.textContent = `${round.toLocaleString("en")} km`;
  }
}

export function zoom(): void {
  for (const svg of all<SVGSVGElement>("svg[data-zoom]")) {
    const picture = new Picture(svg);
    const region = svg.closest<HTMLElement>(".picture-scroll");
    if (!region) continue;
    buttons(region, picture);
    wheel(svg, region, picture);
    drag(svg, picture);
    keys(region, picture);
    const told = make("p", {}, "With the keyboard here (key v): arrows move, + and − nearer and farther, 0 the whole picture.");
    region.closest("figure")?.querySelector("figcaption")?.append(told);
    // Wider than a telephone, it is seen from its middle.
    region.scrollLeft = (region.scrollWidth - region.clientWidth) / 2;
  }
  unfoldPlaces();
}

function buttons(region: HTMLElement, picture: Picture): void {
  const bar = make("div", { class: "zoom-buttons", role: "group", "aria-label": "Zoom" });
  const add = (sign: string, label: string, act: () => void): void => {
    const button = make("button", { type: "button", "aria-label": label, title: label }, sign);
    button.addEventListener("click", act);
    bar.append(button);
  };
  add("+", "Nearer", () => picture.nearer(STEP));
  add("−", "Farther", () => picture.nearer(1 / STEP));
  add("⟲", "Whole picture", () => picture.reset());
  if (picture.area()) {
    add("▣", "Only what is seen here, on all views", () => location.assign(addressWith({ area: picture.area(), page: "" })));
  }
  region.before(bar);
}

/** The wheel scrolls the page, unless Ctrl is held or the picture has been chosen. */
function wheel(svg: SVGSVGElement, region: HTMLElement, picture: Picture): void {
  svg.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !event.metaKey && !region.matches(":focus-within")) return;
      event.preventDefault();
      const box = svg.getBoundingClientRect();
      const times = Math.exp(-Math.max(-60, Math.min(60, event.deltaY)) / 150);
      picture.nearer(times, (event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
    },
    { passive: false },
  );
}

function drag(svg: SVGSVGElement, picture: Picture): void {
  let last: { x: number; y: number } | null = null;
  let moved = false;
  svg.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.pointerType === "touch") return;
    last = { x: event.clientX, y: event.clientY };
    moved = false;
  });
  svg.addEventListener("pointermove", (event) => {
    if (!last) return;
    const [dx, dy] = [event.clientX - last.x, event.clientY - last.y];
    if (!moved && Math.hypot(dx, dy) < MOVED_PX) return;
    moved = true;
    svg.setPointerCapture(event.pointerId);
    svg.closest<HTMLElement>(".picture-scroll")?.focus({ preventScroll: true });
    const box = svg.getBoundingClientRect();
    picture.move(-dx / box.width, -dy / box.height);
    last = { x: event.clientX, y: event.clientY };
  });
  for (const end of ["pointerup", "pointercancel"]) svg.addEventListener(end, () => (last = null));
  // A drag that ends on a link does not follow it.
  svg.addEventListener("click", (event) => moved && event.preventDefault(), true);
  svg.addEventListener("dragstart", (event) => event.preventDefault());
}

function keys(region: HTMLElement, picture: Picture): void {
  const acts: Record<string, () => void> = {
    "+": () => picture.nearer(STEP),
    "=": () => picture.nearer(STEP),
    "-": () => picture.nearer(1 / STEP),
    "0": () => picture.reset(),
    ArrowLeft: () => picture.move(-0.2, 0),
    ArrowRight: () => picture.move(0.2, 0),
    ArrowUp: () => picture.move(0, -0.2),
    ArrowDown: () => picture.move(0, 0.2),
  };
  region.addEventListener("keydown", (event) => {
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : acts[event.key];
    if (event.target !== region || !act) return;
    event.preventDefault();
    act();
  });
}

/** A number on the map leads to its lines in the list, which is opened. */
function unfoldPlaces(): void {
  const open = (): void => {
    const target = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
    const list = target?.closest<HTMLDetailsElement>("details.picture-list");
    if (!target || !list) return;
    list.open = true;
    target.scrollIntoView({ block: "nearest" });
    one("a", target)?.focus();
  };
  window.addEventListener("hashchange", open);
  open();
}
