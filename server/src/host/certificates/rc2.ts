/** RC2 in CBC mode, to read old PKCS#12 stores: OpenSSL 3 and BoringSSL have it no longer. Source: RFC 2268. Nothing is ever written with it. */

const pi = Uint8Array.from(
  Buffer.from(
    'd978f9c419ddb5ed28e9fd794aa0d89dc67e37832b76538e624c6488448bfba2179a59f587b34f1361456d8d09817d32' +
      'bd8f40eb86b77b0bf09521225c6b4e82' +
      '54d66593ce60b21c7356c014a78cf1dc1275ca1f3bbee4d1423dd430a33cb626' +
      '6fbf0eda4669075727f21d9bbc944303f811c7f690ef3ee706c3d52fc8661ed7' +
      '08e8eade8052eef784aa72ac354d6a2a961ad2715a1549744b9fd05e0418a4ec' +
      'c2e0416e0f51cbcc2491af50a1f47039997c3a8523b8b47afc02365b255597312d5dfa98e38a92ae05df2910676cbac9' +
      'd300e6cfe19ea82c6316013f58e289a90d38341bab33ffb0bb480c5fb9b1cd2ec5f3db47e5a59c770aa62068fe7fc1ad',
    'hex',
  ),
);

/** Decrypts and takes the padding off. `bits`: effective key length. Throws when the padding is wrong. */
export function decryptRc2(key: Uint8Array, bits: number, iv: Uint8Array, sealed: Uint8Array): Uint8Array {
  if (sealed.length === 0 || sealed.length % 8 !== 0) throw new Error('not whole blocks');
  const words = expand(key, bits);
  const out = new Uint8Array(sealed.length);
  for (let at = 0; at < sealed.length; at += 8) {
    const block = decryptBlock(words, sealed, at);
    const previous = at === 0 ? iv : sealed.subarray(at - 8, at);
    for (let i = 0; i < 8; i++) out[at + i] = block[i]! ^ previous[i]!;
  }
  words.fill(0);
  const padding = out[out.length - 1]!;
  if (padding < 1 || padding > 8 || out.subarray(out.length - padding).some((b) => b !== padding))
    throw new Error('bad padding');
  return out.slice(0, out.length - padding);
}

/** Section 2: the key as 64 words. */
function expand(key: Uint8Array, bits: number): Uint16Array {
  const bytes = new Uint8Array(128);
  bytes.set(key);
  for (let i = key.length; i < 128; i++) bytes[i] = pi[(bytes[i - 1]! + bytes[i - key.length]!) & 255]!;
  const effective = (bits + 7) >> 3;
  const mask = 255 >> (8 * effective - bits);
  bytes[128 - effective] = pi[bytes[128 - effective]! & mask]!;
  for (let i = 127 - effective; i >= 0; i--) bytes[i] = pi[bytes[i + 1]! ^ bytes[i + effective]!]!;
  return Uint16Array.from({ length: 64 }, (_, i) => bytes[2 * i]! | (bytes[2 * i + 1]! << 8));
}

/** Section 4. */
function decryptBlock(words: Uint16Array, sealed: Uint8Array, at: number): Uint8Array {
  const r = Uint16Array.from({ length: 4 }, (_, i) => sealed[at + 2 * i]! | (sealed[at + 2 * i + 1]! << 8));
  const rotations = [1, 2, 3, 5];
  let j = 63;
  const mix = () => {
    for (let i = 3; i >= 0; i--) {
      const s = rotations[i]!;
      const rotated = ((r[i]! >> s) | (r[i]! << (16 - s))) & 0xffff;
      const before = r[(i + 3) & 3]!;
      r[i] = rotated - words[j--]! - (before & r[(i + 2) & 3]!) - (~before & r[(i + 1) & 3]!);
    }
  };
  const mash = () => {
    for (let i = 3; i >= 0; i--) r[i] = r[i]! - words[r[(i + 3) & 3]! & 63]!;
  };
  for (let round = 0; round < 16; round++) {
    mix();
    if (round === 4 || round === 10) mash();
  }
  const out = new Uint8Array(8);
  for (let i = 0; i < 4; i++) {
    out[2 * i] = r[i]! & 0xff;
    out[2 * i + 1] = r[i]! >> 8;
  }
  return out;
}
