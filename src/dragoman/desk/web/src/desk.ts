// The desk's scripts. Each adds to a page that works without it; README.md says by which attributes they find their places.

import { bind } from "./bind";
import { brush } from "./brush";
import { drops, filters, keeping, naming } from "./forms";
import { listen } from "./keys";
import { copying, sorting } from "./tables";
import { targets } from "./targets";
import { zoom } from "./zoom";

for (const start of [bind, filters, keeping, naming, targets, drops, sorting, copying, brush, zoom, listen]) {
  try {
    start();
  } catch (error) {
    // One that fails leaves the others, and the page, as they are.
    console.error(error);
  }
}
document.documentElement.dataset["scripts"] = "on";
