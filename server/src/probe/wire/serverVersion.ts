/** Which release of the server speaks a wire version. */

/** SPEC source/wireversion-featurelist: the server release that speaks a wire version. */
export function serverVersion(wireVersion: number): string | undefined {
  const known: Readonly<Record<number, string>> = {
    4: '3.2',
    5: '3.4',
    6: '3.6',
    7: '4.0',
    8: '4.2',
    9: '4.4',
    13: '5.0',
    14: '5.1',
    15: '5.2',
    16: '5.3',
    17: '6.0',
    18: '6.1',
    19: '6.2',
    20: '6.3',
    21: '7.0',
    22: '7.1',
    23: '7.2',
    24: '7.3',
    25: '8.0',
    26: '8.1',
    27: '8.2',
  };
  return known[wireVersion];
}
