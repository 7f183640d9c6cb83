/**
 * What PyMongo's validators accept, per version: the value that goes on, or the error that Python raises.
 * Source: mongodb/mongo-python-driver, `pymongo/common.py`, `pymongo/ssl_support.py`, `pymongo/compression_support.py`.
 */
import { decodeForm } from '../formDecode';
import { Refusal } from '../refusal';
import { atLeast } from '../versions';
import type { Validator } from './optionTable';
import {
  isDict,
  isInt,
  isList,
  numberOf,
  parseFloatPy,
  parseInt10,
  PyConstant,
  pyRepr,
  pyStr,
  type PyValue,
  pyType,
  sslConstants,
} from './values';

export const valueError = (message: string): Refusal => new Refusal('ValueError', message);
export const typeError = (message: string): Refusal => new Refusal('TypeError', message);
export const configurationError = (message: string): Refusal =>
  new Refusal('pymongo.errors.ConfigurationError', message);
export const invalidUri = (message: string): Refusal => new Refusal('pymongo.errors.InvalidURI', message);

/** Runs one validator. `option` is the name as the version would print it, `warn` takes what Python would warn of. */
export function validate(
  validator: Validator,
  option: string,
  value: PyValue,
  version: string,
  warn: (text: string) => void,
): PyValue {
  return new Validation(version, warn).run(validator, option, value);
}

const uuidRepresentations = ['unspecified', 'standard', 'pythonLegacy', 'javaLegacy', 'csharpLegacy'];
const readPreferences = ['primary', 'primaryPreferred', 'secondary', 'secondaryPreferred', 'nearest'];

class Validation {
  constructor(
    private readonly version: string,
    private readonly warn: (text: string) => void,
  ) {}

  private since(version: string): boolean {
    return atLeast(this.version, version);
  }

  /** 2.x has one error class for wrong values; 3.0 splits it. */
  private wrongValue(message: string): Refusal {
    return this.since('3.0') ? valueError(message) : configurationError(message);
  }

  /** PyMongo 4.12 added the type of what was given to its messages. */
  private notType(message: string, value: PyValue): Refusal {
    return typeError(this.since('4.12') ? `${message}, not ${pyType(value)}` : message);
  }

  run(validator: Validator, option: string, value: PyValue): PyValue {
    switch (validator) {
      case 'boolean':
        return this.since('3.0') ? this.strictBoolean(option, value) : this.boolean2(option, value);
      case 'booleanOrString':
        return this.booleanOrString(option, value);
      case 'inverseBooleanOrString':
        return !this.booleanOrString(option, value);
      case 'allowInvalidCerts':
        return this.booleanOrString(option, value)
          ? sslConstants['CERT_NONE']!
          : sslConstants['CERT_REQUIRED']!;
      case 'certReqs':
        return this.certReqs(option, value);
      case 'integer':
        return this.integer(option, value);
      case 'positiveInteger':
        return this.positiveInteger(option, value);
      case 'positiveIntegerOrNone':
        return value === null ? null : this.positiveInteger(option, value);
      case 'nonNegativeInteger':
        return this.nonNegativeInteger(option, value);
      case 'nonNegativeIntegerOrNone':
        return value === null ? null : this.nonNegativeInteger(option, value);
      case 'readable':
        return value === null && this.since('2.8') ? null : this.string(option, value);
      case 'string':
      case 'basestring':
        return this.string(option, value);
      case 'stringOrNone':
      case 'basestringOrNone':
        return value === null ? null : this.string(option, value);
      case 'intOrBasestring':
        return this.intOrString(option, value, false);
      case 'nonNegativeIntOrBasestring':
        return this.intOrString(option, value, true);
      case 'positiveFloat':
        return this.positiveFloat(option, value);
      case 'positiveFloatOrZero':
        return this.isZero(value) ? 0 : this.positiveFloat(option, value);
      case 'timeoutOrNone':
        return value === null ? null : this.positiveFloat(option, value) / 1000;
      case 'timeoutOrZero':
        if (value === null) throw configurationError(`${option} cannot be None`);
        return this.isZero(value) ? 0 : this.positiveFloat(option, value) / 1000;
      case 'timeoutOrNoneOrZero':
        return value === null || this.isZero(value) ? null : this.positiveFloat(option, value) / 1000;
      case 'timeoutms':
        if (value === null) return null;
        return this.isZero(value) ? 0 : this.positiveFloat(option, value) / 1000;
      case 'maxStaleness':
        return value === '-1' || numberOf(value) === -1 ? -1 : this.positiveInteger(option, value);
      case 'authMechanism':
        return this.authMechanism(option, value);
      case 'authMechanismProperties':
        return this.authMechanismProperties(option, value);
      case 'readPreferenceMode':
        if (typeof value !== 'string' || !readPreferences.includes(value))
          throw valueError(`${pyStr(value)} is not a valid read preference`);
        return value;
      case 'readPreference':
        return this.readPreference(value);
      case 'readPreferenceTags':
        return this.readPreferenceTags(option, value);
      case 'tagSets':
        return this.tagSets(value);
      case 'uuidRepresentation':
        return this.uuidRepresentation(value);
      case 'appnameOrNone':
        if (value === null) return null;
        this.string(option, value);
        if (utf8Length(value as string) > 128) throw valueError(`${option} must be <= 128 bytes`);
        return value;
      case 'compressors':
        return this.compressors(value);
      case 'zlibCompressionLevel':
        return this.zlibCompressionLevel(option, value);
      case 'unicodeDecodeErrorHandler':
        this.hashable(value);
        if (value !== 'strict' && value !== 'replace' && value !== 'ignore')
          throw valueError(
            `${pyStr(value)} is an invalid Unicode decode error handler. Must be one of (...)`,
          );
        return value;
      case 'serverMonitoringMode':
        this.hashable(value);
        if (value !== 'auto' && value !== 'stream' && value !== 'poll')
          throw valueError(
            `${option}=${pyRepr(value)} is invalid. Must be one of "auto", "stream", or "poll"`,
          );
        return value;
      case 'datetimeConversion':
        return this.datetimeConversion(option, value);
      case 'list':
        if (!isList(value)) throw this.notType(`${option} must be a list`, value);
        return value;
      case 'driverOrNone':
        if (typeof value === 'string' && isBareString(value))
          throw typeError(`${option} must be an instance of DriverInfo`);
        return value;
      case 'documentClass':
      case 'eventListeners':
      case 'isCallableOrNone':
      case 'autoEncryptionOptsOrNone':
      case 'serverApiOrNone':
      case 'typeRegistry':
      case 'tzinfo':
        // Objects that a query cannot carry: whatever stands for them is taken as right.
        return value;
    }
  }

  private boolean2(option: string, value: PyValue): PyValue {
    if (typeof value === 'boolean') return value;
    if (typeof value === 'string') {
      if (value !== 'true' && value !== 'false')
        throw configurationError(`The value of ${option} must be 'true' or 'false'`);
      return value === 'true';
    }
    throw typeError(`Wrong type for ${option}, value must be a boolean`);
  }

  strictBoolean(option: string, value: PyValue): boolean {
    if (typeof value === 'boolean') return value;
    throw typeError(
      `${option} must be True or False${this.since('4.4') ? `, was: ${option}=${pyStr(value)}` : ''}`,
    );
  }

  private booleanOrString(option: string, value: PyValue): boolean {
    if (typeof value === 'string') {
      if (value !== 'true' && value !== 'false')
        throw valueError(`The value of ${option} must be 'true' or 'false'`);
      return value === 'true';
    }
    return this.strictBoolean(option, value);
  }

  private certReqs(option: string, value: PyValue): PyValue {
    if (value === null) return null;
    let given = value;
    if (typeof given === 'string' && this.since('2.8') && Object.hasOwn(sslConstants, given))
      given = sslConstants[given]!;
    const number = numberOf(given);
    if (number === 0 || number === 1 || number === 2) return given;
    const end = this.since('3.3') ? '`' : '';
    throw this.wrongValue(
      `The value of ${option} must be one of: \`ssl.CERT_NONE\`, \`ssl.CERT_OPTIONAL\` or \`ssl.CERT_REQUIRED${end}`,
    );
  }

  private integer(option: string, value: PyValue): number {
    if (isInt(value)) return numberOf(value)!;
    if (typeof value === 'string') {
      const parsed = this.since('3.7') ? parseInt10(value) : /^\d+$/.test(value) ? Number(value) : undefined;
      if (parsed === undefined) throw this.wrongValue(`The value of ${option} must be an integer`);
      return parsed;
    }
    throw this.notType(`Wrong type for ${option}, value must be an integer`, value);
  }

  private positiveInteger(option: string, value: PyValue): number {
    const number = this.integer(option, value);
    if (this.since('2.9') ? number <= 0 : number < 0)
      throw this.wrongValue(`The value of ${option} must be a positive integer`);
    return number;
  }

  private nonNegativeInteger(option: string, value: PyValue): number {
    const number = this.integer(option, value);
    if (number < 0) throw this.wrongValue(`The value of ${option} must be a non negative integer`);
    return number;
  }

  private string(option: string, value: PyValue): string {
    if (typeof value === 'string') return value;
    throw this.notType(
      `Wrong type for ${option}, value must be an instance of ${this.since('3.0') ? 'str' : 'basestring'}`,
      value,
    );
  }

  private intOrString(option: string, value: PyValue, nonNegative: boolean): PyValue {
    if (isInt(value)) return numberOf(value)!;
    if (typeof value === 'string') {
      const number = parseInt10(value);
      if (number === undefined || (!this.since('3.7') && !/^\d+$/.test(value))) return value;
      return nonNegative ? this.nonNegativeInteger(option, number) : number;
    }
    const what = nonNegative ? 'an non negative integer or a string' : 'an integer or a string';
    throw this.notType(`Wrong type for ${option}, value must be ${what}`, value);
  }

  private isZero(value: PyValue): boolean {
    return value === '0' || numberOf(value) === 0;
  }

  private positiveFloat(option: string, value: PyValue): number {
    const number = numberOf(value) ?? (typeof value === 'string' ? parseFloatPy(value) : undefined);
    if (!this.since('3.0')) {
      if (number === undefined || !(number > 0 && number < 1e9))
        throw configurationError(`${option} must be a positive int or float`);
      return number;
    }
    if (number === undefined) {
      const message = `${option} must be an integer or float`;
      throw typeof value === 'string' ? valueError(message) : typeError(message);
    }
    if (!(number > 0 && number < 1e9))
      throw valueError(`${option} must be greater than 0 and less than one billion`);
    return number;
  }

  /** Looking a list or a dict up in a set is an error of its own. */
  private hashable(value: PyValue): void {
    if (isList(value) || isDict(value))
      throw typeError(`unhashable type: '${isList(value) ? 'list' : 'dict'}'`);
  }

  private authMechanism(option: string, value: PyValue): PyValue {
    if (this.since('3.0')) this.hashable(value);
    const known =
      typeof value === 'string' &&
      (value === 'GSSAPI' ||
        value === 'MONGODB-X509' ||
        value === 'PLAIN' ||
        (value === 'MONGODB-CR' && !this.since('4.11')) ||
        ((value === 'DEFAULT' || value === 'SCRAM-SHA-1') && this.since('2.8')) ||
        (value === 'SCRAM-SHA-256' && this.since('3.7')) ||
        (value === 'MONGODB-AWS' && this.since('3.11')) ||
        (value === 'MONGODB-OIDC' && this.since('4.4')) ||
        (value === 'CRAM-MD5' && this.since('2.7') && !this.since('4.0')));
    // The list is a set that Python prints in another order each time.
    if (!known) throw this.wrongValue(`${option} must be in (...)`);
    return value;
  }

  private authMechanismProperties(option: string, value: PyValue): PyValue {
    const props: Record<string, PyValue> = {};
    if (typeof value !== 'string' && this.since('4.4')) {
      if (!isDict(value))
        throw this.since('4.20')
          ? typeError(
              `Auth mechanism properties must be given as a string or a dictionary, not ${pyType(value)}`,
            )
          : valueError(
              `Auth mechanism properties must be given as a string or a dictionary${this.since('4.12') ? `, not ${pyType(value)}` : ''}`,
            );
      for (const [key, v] of Object.entries(value)) {
        if (typeof v === 'boolean') props[key] = String(v);
        else props[key] = v;
      }
      return props;
    }
    let text = this.string(option, value);
    if (this.since('4.8')) text = decodeForm(text);
    const names = [
      'SERVICE_NAME',
      'CANONICALIZE_HOST_NAME',
      'SERVICE_REALM',
      'AWS_SESSION_TOKEN',
      'PROVIDER_NAME',
      'ENVIRONMENT',
      'TOKEN_RESOURCE',
      'SERVICE_HOST',
    ].filter(
      (n) =>
        n === 'SERVICE_NAME' ||
        (n === 'CANONICALIZE_HOST_NAME' && this.since('3.3')) ||
        (n === 'SERVICE_REALM' && this.since('3.3')) ||
        (n === 'AWS_SESSION_TOKEN' && this.since('3.11')) ||
        (n === 'PROVIDER_NAME' && this.since('4.4') && !this.since('4.7')) ||
        ((n === 'ENVIRONMENT' || n === 'TOKEN_RESOURCE') && this.since('4.7')) ||
        (n === 'SERVICE_HOST' && this.since('4.11')),
    );
    for (const opt of text.split(',')) {
      const parts = opt.split(':');
      const key = parts[0]!;
      const rest = opt.slice(key.length + 1);
      const unsupported = this.wrongValue(
        `${key} is not a supported auth mechanism property. Must be one of (...)${this.since('4.12') ? '' : '.'}`,
      );
      if (this.since('4.7')) {
        if (this.since('4.8') && rest === '') throw valueError('Malformed auth mechanism properties');
        if (!names.includes(key)) {
          if (key.includes('AWS_SESSION_TOKEN'))
            throw valueError(
              'auth mechanism properties must be key:value pairs like AWS_SESSION_TOKEN:<token>',
            );
          throw unsupported;
        }
      } else {
        if (parts.length !== 2) {
          const shown =
            this.since('3.11') && opt.includes('AWS_SESSION_TOKEN')
              ? 'AWS_SESSION_TOKEN:<redacted token>, did you forget to percent-escape the token with quote_plus?'
              : opt;
          throw this.wrongValue(
            `auth mechanism properties must be key:value pairs like SERVICE_NAME:mongodb, not ${shown}.`,
          );
        }
        if (!names.includes(key)) {
          // 3.0 catches its own error and reports the other one.
          if (this.since('3.0') && !this.since('3.1'))
            throw valueError(
              `auth mechanism properties must be key:value pairs like SERVICE_NAME:mongodb, not ${opt}.`,
            );
          throw unsupported;
        }
      }
      if (key === 'CANONICALIZE_HOST_NAME') {
        if (this.since('4.11')) {
          if (!['true', 'false', 'none', 'forward', 'forwardAndReverse'].includes(rest))
            throw valueError(
              `CANONICALIZE_HOST_NAME '${rest}' not in valid options: [False, True, 'none', 'forward', 'forwardAndReverse']`,
            );
          props[key] = rest;
        } else props[key] = this.booleanOrString(key, rest);
      } else props[key] = rest;
    }
    return props;
  }

  private readPreference(value: PyValue): PyValue {
    if (this.since('3.0')) {
      // A ServerMode object cannot be written in a query; a plain string is what people pass by mistake.
      if (typeof value === 'string' && !isBareString(value)) return value;
      throw typeError(`${pyRepr(value)} is not a read preference${this.since('4.12') ? '' : '.'}`);
    }
    if (typeof value === 'string' && (readPreferences.includes(value) || !isBareString(value))) return value;
    const number = numberOf(value);
    if (number !== undefined && number >= 0 && number <= 4) return value;
    throw configurationError('Not a valid read preference');
  }

  private readPreferenceTags(option: string, value: PyValue): PyValue {
    const list = isList(value) ? value : [value];
    return list.map((tagSet) => {
      if (tagSet === '') return {};
      if (isDict(tagSet) && !this.since('3.0')) return tagSet;
      const tags: Record<string, PyValue> = {};
      if (typeof tagSet !== 'string') throw valueError(`${pyRepr(tagSet)} not a valid value for ${option}`);
      for (const tag of tagSet.split(',')) {
        const parts = tag.split(':');
        if (parts.length !== 2) throw valueError(`${pyRepr(tagSet)} not a valid value for ${option}`);
        tags[parts[0]!] = parts[1]!;
      }
      return tags;
    });
  }

  private tagSets(value: PyValue): PyValue {
    if (value === null) return [{}];
    if (!isList(value)) throw configurationError(`Tag sets ${pyRepr(value)} invalid, must be a list`);
    if (value.length === 0)
      throw configurationError('Tag sets [] invalid, must be None or contain at least one set of tags');
    for (const tags of value)
      if (!isDict(tags)) throw configurationError(`Tag set ${pyRepr(tags)} invalid, must be a dict`);
    return value;
  }

  private uuidRepresentation(value: PyValue): PyValue {
    const names = this.since('3.11') ? uuidRepresentations : uuidRepresentations.slice(1);
    if (typeof value === 'string' && names.includes(value)) return value;
    if (isList(value) || isDict(value))
      throw typeError(`unhashable type: '${isList(value) ? 'list' : 'dict'}'`);
    throw this.wrongValue(
      `${pyStr(value)} is an invalid UUID representation. Must be one of (${names.map((n) => `'${n}'`).join(', ')})`,
    );
  }

  private compressors(value: PyValue): PyValue {
    const names = typeof value === 'string' ? value.split(',') : isList(value) ? value.map(pyStr) : undefined;
    if (!names) {
      if (isDict(value)) return Object.keys(value);
      throw typeError(`'${pyType(value).slice(8, -2)}' object is not iterable`);
    }
    return names.filter((name) => {
      const supported = name === 'snappy' || name === 'zlib' || (name === 'zstd' && this.since('3.9'));
      if (!supported) this.warn(`Unsupported compressor: ${name}`);
      return supported;
    });
  }

  private zlibCompressionLevel(option: string, value: PyValue): PyValue {
    const number =
      typeof value === 'string'
        ? parseInt10(value)
        : value instanceof PyConstant || typeof value !== 'object'
          ? numberOf(value)
          : undefined;
    if (number === undefined || Number.isNaN(number))
      throw typeError(`${option} must be an integer, not ${pyRepr(value)}${this.since('4.12') ? '' : '.'}`);
    const level = Math.trunc(number);
    if (level < -1 || level > 9) throw valueError(`${option} must be between -1 and 9, not ${level}.`);
    return level;
  }

  private datetimeConversion(option: string, value: PyValue): PyValue {
    const names = ['DATETIME', 'DATETIME_CLAMP', 'DATETIME_MS', 'DATETIME_AUTO'];
    if (value === null) return 1;
    if (typeof value === 'string') {
      if (/^\d+$/.test(value)) return this.datetimeNumber(Number(value));
      if (!names.includes(value)) throw new Refusal('KeyError', pyRepr(value));
      return value;
    }
    if (isInt(value)) return this.datetimeNumber(numberOf(value)!);
    throw this.notType(`${option} must be a str or int representing DatetimeConversion`, value);
  }

  private datetimeNumber(number: number): PyValue {
    if (number < 1 || number > 4) throw valueError(`${number} is not a valid DatetimeConversion`);
    return number;
  }
}

/** Text that cannot be code: `"nearest"` but not `ReadPreference.NEAREST`. */
function isBareString(text: string): boolean {
  return !/[.(]/.test(text);
}

function utf8Length(text: string): number {
  let length = 0;
  for (const c of text) {
    const code = c.codePointAt(0)!;
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return length;
}
