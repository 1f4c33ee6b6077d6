// Finding elements, and making them of text alone: nothing here ever reads markup.

export function all<T extends Element = HTMLElement>(selector: string, within: ParentNode = document): T[] {
  return [...within.querySelectorAll<T>(selector)];
}

export function one<T extends Element = HTMLElement>(selector: string, within: ParentNode = document): T | null {
  return within.querySelector<T>(selector);
}

/** An element with attributes and children; a string is a text node. */
export function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** True where a key that is pressed is meant as a letter of a text. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) {
    return !["button", "checkbox", "radio", "submit", "reset", "file"].includes(target.type);
  }
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
}

/** True for what a person can see, or could if its <details> were opened. */
export function isThere(element: Element): boolean {
  if (element.closest("[hidden], dialog:not([open])")) return false;
  return element.getClientRects().length > 0 || element.closest("details:not([open])") !== null;
}

/** Open every <details> around an element. */
export function unfold(element: Element): void {
  for (let around = element.parentElement?.closest("details"); around; around = around.parentElement?.closest("details")) {
    around.open = true;
  }
}

/** This page's address with other words in its query; an empty one is taken out. */
export function addressWith(words: Record<string, string>): string {
  const address = new URL(location.href);
  for (const [name, value] of Object.entries(words)) {
    if (value) address.searchParams.set(name, value);
    else address.searchParams.delete(name);
  }
  address.hash = "";
  return address.href;
}
