/** Draws images/icon.png: a magnifying glass over a closed padlock. `node scripts/icon.mjs` after changing the picture. */
import { writeFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';

const size = 256;
const samples = 4;

const disc = (x, y, cx, cy, r) => Math.hypot(x - cx, y - cy) - r;
const box = (x, y, cx, cy, w, h, r) => {
  const dx = Math.abs(x - cx) - w + r;
  const dy = Math.abs(y - cy) - h + r;
  return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - r;
};
/** Distance to a thick line from a to b. */
const bar = (x, y, ax, ay, bx, by, r) => {
  const t = Math.max(
    0,
    Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)),
  );
  return Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay)) - r;
};

/** Colour of a point; the last shape that holds it wins. */
function colour(x, y) {
  let c = [0, 0, 0, 0];
  const paint = (distance, rgb) => {
    if (distance <= 0) c = [...rgb, 255];
  };
  paint(box(x, y, 128, 128, 124, 124, 44), [0, 53, 43]);
  paint(bar(x, y, 168, 168, 214, 214, 15), [0, 196, 88]);
  paint(disc(x, y, 112, 112, 80), [0, 196, 88]);
  paint(disc(x, y, 112, 112, 64), [234, 250, 241]);
  if (y < 108) paint(Math.abs(box(x, y, 112, 106, 21, 34, 21)) - 6, [0, 53, 43]);
  paint(box(x, y, 112, 124, 34, 26, 8), [0, 53, 43]);
  paint(disc(x, y, 112, 119, 7), [234, 250, 241]);
  paint(bar(x, y, 112, 120, 112, 134, 3.5), [234, 250, 241]);
  return c;
}

const rows = Buffer.alloc(size * (size * 4 + 1));
for (let y = 0; y < size; y++) {
  for (let x = 0; x < size; x++) {
    const sum = [0, 0, 0, 0];
    for (let i = 0; i < samples * samples; i++) {
      const [r, g, b, a] = colour(
        x + ((i % samples) + 0.5) / samples,
        y + (Math.floor(i / samples) + 0.5) / samples,
      );
      sum[0] += r * a;
      sum[1] += g * a;
      sum[2] += b * a;
      sum[3] += a;
    }
    const at = y * (size * 4 + 1) + 1 + x * 4;
    for (let k = 0; k < 3; k++) rows[at + k] = sum[3] ? Math.round(sum[k] / sum[3]) : 0;
    rows[at + 3] = Math.round(sum[3] / samples ** 2);
  }
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}
function crc32(data) {
  let crc = ~0;
  for (const byte of data) {
    crc ^= byte;
    for (let k = 0; k < 8; k++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
const header = Buffer.alloc(13);
header.writeUInt32BE(size, 0);
header.writeUInt32BE(size, 4);
header.set([8, 6, 0, 0, 0], 8);
writeFileSync(
  new URL('../images/icon.png', import.meta.url),
  Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]),
);
