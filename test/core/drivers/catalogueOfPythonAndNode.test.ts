/** The option tables of PyMongo and Node say the same as their models. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { predict } from '../../../server/src/core/drivers';
import { nodeOptions } from '../../../server/src/core/drivers/catalogue/node';
import { pymongoOptions } from '../../../server/src/core/drivers/catalogue/pymongo';
import { nodeOptions as nodeTable } from '../../../server/src/core/drivers/node/optionTable';
import { knownOptions } from '../../../server/src/core/drivers/pymongo/optionTable';
import { before } from '../../../server/src/core/drivers/versions';

const pymongoVersions = ['2.6', '2.9', '3.0', '3.3', '3.8.0', '3.9.0', '3.11.0', '3.13.0', '4.0', '4.20.0'];
const nodeVersions = ['4.0.0', '4.1.0', '4.2.0', '5.9.2', '6.0.0', '6.9.0', '7.0.0', '7.9.0'];

test('the catalogue of PyMongo says of every option in which versions PyMongo knows it', () => {
  for (const option of pymongoOptions.filter((o) => o.place !== 'environment'))
    for (const version of pymongoVersions) {
      const expected =
        !before(version, option.since ?? '2.6') &&
        (option.removed === undefined || before(version, option.removed));
      if (option.since === undefined && before(version, '3.0')) continue;
      assert.equal(
        knownOptions(version).uri.has(option.name.toLowerCase()),
        expected,
        `${option.name} in ${version}`,
      );
    }
});

test('the catalogue of the Node driver says of every option in which versions the driver knows it', () => {
  for (const option of nodeOptions.filter((o) => o.place !== 'environment'))
    for (const version of nodeVersions) {
      const expected =
        !before(version, option.since ?? '4.0.0') &&
        (option.removed === undefined || before(version, option.removed));
      assert.equal(
        nodeTable(version).has(option.name.toLowerCase()),
        expected,
        `${option.name} in ${version}`,
      );
    }
});

test('an option with a successor names one of the same catalogue', () => {
  for (const options of [pymongoOptions, nodeOptions])
    for (const option of options)
      if (option.replacedBy !== undefined)
        assert.ok(
          options.some((o) => o.name === option.replacedBy),
          option.name,
        );
});

test('what the catalogue calls deprecated makes the driver warn, and what it calls removed is refused or warned of', () => {
  for (const option of pymongoOptions) {
    if (option.deprecated === undefined) continue;
    const value = option.type === 'boolean' ? 'true' : option.name === 'ssl_cert_reqs' ? 'CERT_NONE' : 'x';
    const uri = `mongodb://h/?${option.name}=${value}`;
    assert.match(
      predict({ driver: 'pymongo', version: option.deprecated, uri })!.warnings.join(),
      /^DeprecationWarning/,
      option.name,
    );
    assert.match(
      predict({ driver: 'pymongo', version: option.removed!, uri })!.warnings.join(),
      /^UserWarning: Unknown option/,
      option.name,
    );
  }
  for (const option of nodeOptions) {
    if (option.deprecated === undefined) continue;
    const query = {
      driver: 'node',
      uri: 'mongodb://h/',
      options: { [option.name]: option.type === 'boolean' ? true : 'x' },
    };
    assert.match(
      predict({ ...query, version: option.deprecated })!.warnings.join(),
      /is a deprecated option/,
      option.name,
    );
    assert.match(predict({ ...query, version: option.removed! })!.message!, /is not supported$/, option.name);
  }
});
