// The list of keys, made of what the page at hand answers to.

import { all, isThere, make, one } from "./dom";

export function showHelp(): boolean {
  const dialog = one<HTMLDialogElement>("dialog.keys") ?? build();
  dialog.showModal();
  return true;
}

function build(): HTMLDialogElement {
  const close = make("button", { type: "button", autofocus: "" }, "Close");
  const dialog = make("dialog", { class: "keys", "aria-label": "Keys" }, make("h2", {}, "Keys"), list(), close);
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  return dialog;
}

function list(): HTMLElement {
  const told = new Map<string, string>();
  if (all("[data-row]").length) {
    told.set("j", "next row");
    told.set("k", "row before");
    told.set("Enter", "open the chosen row");
  }
  for (const element of all("[data-key]").filter(isThere)) {
    const key = element.dataset["key"] ?? "";
    if (!told.has(key)) told.set(key, words(element));
  }
  told.set("?", "this list");
  told.set("Esc", "leave a field, close this list");
  const rows = [...told].map(([key, meaning]) =>
    make("div", {}, make("dt", {}, ...key.split(" ").flatMap((part) => [make("kbd", {}, part), " "])), make("dd", {}, meaning)),
  );
  return make("dl", {}, ...rows);
}

function words(element: HTMLElement): string {
  const said = element.dataset["keyHelp"] ?? element.getAttribute("aria-label") ?? element.textContent ?? "";
  return said.trim().replace(/\s+/g, " ").slice(0, 80) || (element.getAttribute("placeholder") ?? "");
}
