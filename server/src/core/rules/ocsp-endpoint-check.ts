/** tlsDisableOCSPEndpointCheck without the packages that check OCSP, or in versions that read it the wrong way round. */
import { compareVersions } from '../drivers/versions';
import { versionsIn } from '../drivers/versionsIn';
import { removeOption } from '../model/edits';
import { booleanOf, optionsAbout } from '../model/meaning';
import { driverName } from '../model/wording';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'ocsp-endpoint-check',
    category: 'compatibility',
    severity: 'information',
    quiet: 'off',
    fixable: true,
    messages: {
      idle: '{option} has no effect in {driver} without PyOpenSSL: OCSP is not checked at all. Install pymongo[ocsp] to check it, or remove the option',
      inverted:
        '{driver} reads {option} the wrong way round: true asks the responders and false does not. Update to PyMongo 3.12.1 or later',
    },
    docs: {
      what: 'tlsDisableOCSPEndpointCheck is written for PyMongo without its ocsp extra, or for PyMongo 3.11.0 to 3.12.0.',
      why: 'PyMongo checks OCSP only when PyOpenSSL is installed, and only in its synchronous client. Versions 3.11.0 to 3.12.0 with PyOpenSSL do the opposite of what the option says (PYTHON-2866).',
      instead: 'Install pymongo[ocsp] to have OCSP checked, update old versions, or remove the option.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("localhost", tls=True, «tlsDisableOCSPEndpointCheck=True»)',
          versions: { pymongo: '4.6.3' },
        },
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("localhost", tls=True, «tlsDisableOCSPEndpointCheck=True»)',
          versions: { pymongo: '3.11.2+pyopenssl' },
        },
      ],
      good: [
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("localhost", tls=True, tlsDisableOCSPEndpointCheck=True)',
          versions: { pymongo: '4.6.3+pyopenssl' },
        },
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("localhost", tls=True, tlsDisableOCSPEndpointCheck=True)',
        },
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("localhost", tls=True, tlsDisableOCSPEndpointCheck=skip)',
          versions: { pymongo: '4.6.3' },
        },
      ],
    },
    sources: [
      { repo: 'mongodb/mongo-python-driver', ref: '4.17.0', path: 'pymongo/ocsp_support.py' },
      {
        repo: 'mongodb/mongo-python-driver',
        ref: '3.12.1',
        path: 'doc/changelog.rst',
        note: 'PYTHON-2866',
      },
    ],
  },
  about: { settings: ['disableOcspEndpointCheck'] },
  *check({ outlook }) {
    const { driver, version } = outlook;
    // What is installed beside PyMongo is known only where its version is.
    if (!driver || !version || !['pymongo', 'motor', 'mongoengine'].includes(driver.id)) return;
    if (outlook.outcome.known && outlook.outcome.value === 'error') return;
    for (const option of optionsAbout(outlook, 'disableOcspEndpointCheck')) {
      if (option.conditional || booleanOf(outlook, option) === undefined) continue;
      const pyopenssl = version.extras?.includes('pyopenssl') ?? false;
      const inverted =
        driver.id === 'pymongo' &&
        versionsIn(version, driver).every(
          (v) => compareVersions(v, '3.11.0') >= 0 && compareVersions(v, '3.12.1') < 0,
        );
      if (pyopenssl ? !inverted : booleanOf(outlook, option) !== true) continue;
      const edit = removeOption(option);
      yield {
        message: pyopenssl ? 'inverted' : 'idle',
        ...(pyopenssl ? { severity: 'warning' as const } : {}),
        data: { option: option.name, driver: driverName(outlook) },
        span: option.span,
        fixes: edit ? [{ title: `Remove ${option.name}`, safe: false, edits: [edit] }] : [],
      };
    }
  },
});
