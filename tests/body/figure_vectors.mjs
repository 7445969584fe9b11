// Prints what figure.js makes of the vectors on standard input: {paths: [points…], frames: [[set, from, to, share]…]}
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { pathOf, frameAt } = await import(pathToFileURL(process.argv[2]).href);
const { paths, set, frames } = JSON.parse(readFileSync(0, "utf8"));
const found = {
  paths: paths.map(pathOf),
  frames: frames.map(([from, to, share]) => frameAt(set, from, to, share)),
};
process.stdout.write(JSON.stringify(found));
