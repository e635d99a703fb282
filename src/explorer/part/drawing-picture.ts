import { hueOf } from '../palette.ts';
import { shared } from '../text/shared.ts';
import type { View } from '../view.ts';
import { headsOf, pathOf } from './drawing-edge.tsx';
import { type Box, type Layout, type Line, labelLineHeight } from './layout.ts';

/** Colors by what they are for, as the page shows them just now. */
export type Colors = Readonly<Record<string, string>>;

const names = ['paper', 'raised', 'sunken', 'ink', 'quiet', 'line', 'edge', 'accent', ...new Set(Object.values(hueOf))];

/** The colors of the page in its light or dark look. */
export function colorsNow(): Colors {
  const probe = document.body.appendChild(document.createElement('span'));
  const colors = names.map((name) => {
    probe.style.color = `var(--${name})`;
    return [name, getComputedStyle(probe).color] as const;
  });
  probe.remove();
  return Object.fromEntries(colors);
}

interface Picture {
  readonly view: View;
  readonly layout: Layout;
  /** What is drawn, of which day and place. */
  readonly title: string;
  /** Said beneath the drawing. */
  readonly note: string;
  readonly colors: Colors;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const font = 'font-family="system-ui, Segoe UI, Roboto, Helvetica Neue, Arial, sans-serif"';
/** Room for the title above and the note below. */
const head = 48;
const foot = 40;

/** The whole drawing as SVG that stands alone: its text is text, so that any program can open, search and print it. */
export function pictureOf({ view, layout, title, note, colors }: Picture): { svg: string; width: number; height: number } {
  const width = Math.ceil(Math.max(layout.width, 640));
  const height = Math.ceil(layout.height + head + foot);
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="100%" height="100%" fill="${colors.paper}"/>`,
    `<g ${font} fill="${colors.ink}">`,
    `<text x="20" y="32" font-size="18" font-weight="600">${escaped(title)}</text>`,
    `<g transform="translate(0 ${head})">`,
    ...layout.lines.map((line) => lineOf(line, colors)),
    ...layout.boxes.map((box) => boxOf(box, view, colors)),
    ...layout.lines.map((line) => labelOf(line, colors)),
    '</g>',
    `<text x="20" y="${height - 16}" font-size="12" fill="${colors.quiet}">${escaped(note)}</text>`,
    '</g></svg>',
  ];
  return { svg: parts.join('\n'), width, height };
}

const lineOf = (line: Line, { edge }: Colors): string =>
  `<path d="${pathOf(line)}" fill="none" stroke="${edge}" stroke-width="1.2"/><path d="${headsOf(line)}" fill="${edge}"/>`;

function boxOf({ id, x, y, width, height, lines }: Box, view: View, colors: Colors): string {
  const entity = view.entities.get(id);
  const hue = entity === undefined ? colors.quiet : colors[hueOf[entity.kind]];
  const dash = entity === undefined ? ' stroke-dasharray="4 3"' : '';
  const isRoot = id === view.root;
  const kind = entity === undefined ? '' : shared.kinds[entity.kind][0];
  const top = entity === undefined ? 26 : 38;
  return [
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="7" fill="${colors.raised}" stroke="${hue}" stroke-width="${isRoot ? 3 : 1.2}"${dash}/>`,
    kind === ''
      ? ''
      : `<text x="${x + 12}" y="${y + 18}" font-size="11.5" font-weight="600" fill="${hue}">${escaped(kind)}</text>`,
    ...lines.map((line, at) => `<text x="${x + 12}" y="${y + top + at * 18}" font-size="14">${escaped(line)}</text>`),
  ].join('');
}

function labelOf({ label }: Line, { paper, ink }: Colors): string {
  if (label === null) return '';
  const first = label.y - ((label.lines.length - 1) * labelLineHeight) / 2 + 4;
  const height = label.lines.length * labelLineHeight;
  return [
    `<rect x="${label.x - label.width / 2}" y="${label.y - height / 2}" width="${label.width}" height="${height}" fill="${paper}"/>`,
    ...label.lines.map((line, at) => {
      const y = first + at * labelLineHeight;
      return `<text x="${label.x}" y="${y}" font-size="12" text-anchor="middle" fill="${ink}">${escaped(line)}</text>`;
    }),
  ].join('');
}

/** Pixels that browsers on old phones still paint. */
const mostPixels = 16_000_000;

/** The same picture as PNG, twice as sharp where that is not too large. */
export async function pngOf({ svg, width, height }: ReturnType<typeof pictureOf>): Promise<Blob> {
  const image = new Image(width, height);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const scale = Math.min(2, Math.sqrt(mostPixels / (width * height)));
  const canvas = Object.assign(document.createElement('canvas'), {
    width: Math.floor(width * scale),
    height: Math.floor(height * scale),
  });
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob === null ? reject(new Error('The browser could not paint the picture.')) : resolve(blob))),
  );
}
