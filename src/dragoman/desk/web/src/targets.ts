// A link to a field of an incident opens what stands folded in it: a cell leads to its sentence in one press.

import { all } from "./dom";

export function targets(): void {
  const open = (): void => {
    const target = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
    if (!target?.matches("section.field, details")) return;
    if (target instanceof HTMLDetailsElement) target.open = true;
    for (const folded of all<HTMLDetailsElement>("details.group", target)) folded.open = true;
    target.scrollIntoView({ block: "start" });
  };
  window.addEventListener("hashchange", open);
  open();
}
