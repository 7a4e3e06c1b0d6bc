// Builds bpo/web/static/dist: one stylesheet, one script (ECharts in a chunk of its own that only pages
// with a chart fetch), one sprite of the icons named in icons.json, and manifest.json from logical names
// to files named by their content, so that every file may be cached for ever.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const root = new URL("..", import.meta.url).pathname;
const source = join(root, "frontend");
const out = join(root, "bpo/web/static/dist");
const manifest = {};

function write(logical, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 10);
  const dot = logical.lastIndexOf(".");
  const name = `${logical.slice(0, dot)}-${hash}${logical.slice(dot)}`;
  writeFileSync(join(out, name), content);
  manifest[logical] = name;
}

function sprite() {
  const icons = JSON.parse(readFileSync(join(source, "icons.json"), "utf8"));
  const symbols = Object.entries(icons).map(([name, file]) => {
    const svg = readFileSync(join(root, "node_modules/@tabler/icons/icons/outline", `${file}.svg`), "utf8");
    const body = svg
      .slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"))
      .replace('<path stroke="none" d="M0 0h24v24H0z" fill="none" />', "")
      .replace(/\s*\n\s*/g, "");
    return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75"`
      + ` stroke-linecap="round" stroke-linejoin="round">${body}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`;
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const result = await build({
  absWorkingDir: root,
  entryPoints: [join(source, "app.js"), join(source, "app.css")],
  bundle: true,
  splitting: true,
  format: "esm",
  minify: true,
  legalComments: "none",
  target: ["es2022"],
  outdir: out,
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  metafile: true,
  logLevel: "warning",
});
for (const [file, { entryPoint }] of Object.entries(result.metafile.outputs)) {
  if (entryPoint) manifest[basename(entryPoint)] = basename(file);
}
write("icons.svg", sprite());
write("favicon.svg", readFileSync(join(source, "favicon.svg"), "utf8"));

for (const name of readdirSync(out)) {
  writeFileSync(join(out, `${name}.gz`), gzipSync(readFileSync(join(out, name)), { level: 9 }));
}
// Last: its presence says that the build is whole.
writeFileSync(join(out, "manifest.json"), `${JSON.stringify(manifest, null, 1)}\n`);
