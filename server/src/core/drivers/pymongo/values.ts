/** Python's view of a value: what `str()`, `repr()`, `type()` and `int()` make of it, as PyMongo's messages show. */

/** A constant of the `ssl` module, written as `ssl.CERT_NONE` in a query: an integer that prints its number. */
export class PyConstant {
  constructor(
    readonly name: string,
    readonly number: number,
  ) {}
}

/** None, bool, int or float, str, list, dict, or a constant. */
export type PyValue =
  | null
  | boolean
  | number
  | string
  | PyConstant
  | readonly PyValue[]
  | { readonly [key: string]: PyValue };

const constants: Readonly<Record<string, PyConstant>> = {
  'ssl.CERT_NONE': new PyConstant('ssl.CERT_NONE', 0),
  'ssl.CERT_OPTIONAL': new PyConstant('ssl.CERT_OPTIONAL', 1),
  'ssl.CERT_REQUIRED': new PyConstant('ssl.CERT_REQUIRED', 2),
};

/** The constants of the ssl module by the name inside the module, for options that take the name as text. */
export const sslConstants: Readonly<Record<string, PyConstant>> = {
  CERT_NONE: constants['ssl.CERT_NONE']!,
  CERT_OPTIONAL: constants['ssl.CERT_OPTIONAL']!,
  CERT_REQUIRED: constants['ssl.CERT_REQUIRED']!,
};

/** A value of a query (JSON, or a constant by its Python name) as Python would hold it. */
export function toPython(value: unknown, depth = 0): PyValue {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string') return Object.hasOwn(constants, value) ? constants[value]! : value;
  if (typeof value === 'boolean' || typeof value === 'number') return value;
  if (depth > 20) return null;
  if (Array.isArray(value)) return value.map((v) => toPython(v, depth + 1));
  if (typeof value === 'object') {
    const result: Record<string, PyValue> = {};
    for (const [k, v] of Object.entries(value)) result[k] = toPython(v, depth + 1);
    return result;
  }
  return String(value);
}

export function isList(value: PyValue): value is readonly PyValue[] {
  return Array.isArray(value);
}

export function isDict(value: PyValue): value is { readonly [key: string]: PyValue } {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof PyConstant)
  );
}

/** `isinstance(value, int)`: booleans and the ssl constants are integers too. */
export function isInt(value: PyValue): value is number | boolean | PyConstant {
  return (
    typeof value === 'boolean' ||
    value instanceof PyConstant ||
    (typeof value === 'number' && Number.isInteger(value))
  );
}

/** The number that Python computes with; undefined when it is none. */
export function numberOf(value: PyValue): number | undefined {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'number') return value;
  if (value instanceof PyConstant) return value.number;
  return undefined;
}

/** `bool(value)`. */
export function truthy(value: PyValue | undefined): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return value !== 0;
  if (typeof value === 'string') return value !== '';
  if (value instanceof PyConstant) return value.number !== 0;
  if (isList(value)) return value.length > 0;
  return Object.keys(value).length > 0;
}

/** `str(value)`. */
export function pyStr(value: PyValue): string {
  return typeof value === 'string' ? value : pyRepr(value);
}

/** `repr(value)`, of the depth and length that an error message needs. */
export function pyRepr(value: PyValue): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') {
    if (Number.isNaN(value)) return 'nan';
    if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
    return String(value);
  }
  if (typeof value === 'string') return reprOfString(value);
  if (value instanceof PyConstant) return String(value.number);
  if (isList(value)) return `[${value.map(pyRepr).join(', ')}]`;
  return `{${Object.entries(value)
    .map(([k, v]) => `${reprOfString(k)}: ${pyRepr(v)}`)
    .join(', ')}}`;
}

function reprOfString(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let out = quote;
  for (const c of text) {
    if (c === '\\' || c === quote) out += '\\' + c;
    else if (c === '\n') out += '\\n';
    else if (c === '\r') out += '\\r';
    else if (c === '\t') out += '\\t';
    else if (c < ' ' || c === '\x7f') out += '\\x' + c.charCodeAt(0).toString(16).padStart(2, '0');
    else if (c === '\xa0') out += '\\xa0';
    else out += c;
  }
  return out + quote;
}

/** `type(value)` as it prints. */
export function pyType(value: PyValue): string {
  if (value === null) return "<class 'NoneType'>";
  if (typeof value === 'boolean') return "<class 'bool'>";
  if (typeof value === 'number') return Number.isInteger(value) ? "<class 'int'>" : "<class 'float'>";
  if (typeof value === 'string') return "<class 'str'>";
  if (value instanceof PyConstant) return "<enum 'VerifyMode'>";
  return isList(value) ? "<class 'list'>" : "<class 'dict'>";
}

/** `int(text)`; undefined when Python raises ValueError. */
export function parseInt10(text: string): number | undefined {
  const t = text.trim();
  if (t.length > 4000 || !/^[+-]?\d(?:_?\d)*$/.test(t)) return undefined;
  return Number(t.replaceAll('_', ''));
}

/** `float(text)`; undefined when Python raises ValueError. */
export function parseFloatPy(text: string): number | undefined {
  const t = text.trim();
  if (t.length > 400) return undefined;
  if (/^[+-]?(?:\d(?:_?\d)*\.?(?:\d(?:_?\d)*)?|\.\d(?:_?\d)*)(?:[eE][+-]?\d(?:_?\d)*)?$/.test(t))
    return Number(t.replaceAll('_', ''));
  const named = /^([+-]?)(inf|infinity|nan)$/i.exec(t);
  if (!named) return undefined;
  if (named[2]!.toLowerCase() === 'nan') return NaN;
  return named[1] === '-' ? -Infinity : Infinity;
}
