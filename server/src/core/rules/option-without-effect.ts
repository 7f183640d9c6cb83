/** An option of the specification that this driver does not read. */
import { removeOption } from '../model/edits';
import { booleanOf, catalogueOption, meaning } from '../model/meaning';
import { reactionTo } from '../model/reaction';
import { driverName, sentence } from '../model/wording';
import { isSpecified } from '../uri/specification';
import type { DriverId, DriverModel, Finding, Outlook, WrittenOption } from '../types';
import { sources } from '../model/sources';
import { defineRule } from './defineRule';

const javaTrust =
  ': Java takes CAs from a trust store. Import the CA with keytool and name the store in javax.net.ssl.trustStore, or give SslSettings an SSLContext';
const javaKeys =
  ': Java takes the client certificate from a key store. Name a PKCS#12 file in javax.net.ssl.keyStore, or give SslSettings an SSLContext';
const dotnetTrust =
  ': .NET trusts the CAs of the operating system. Add the CA there, or check it in ServerCertificateValidationCallback';

/** What the driver offers instead, by option in lower case. */
const hints: Readonly<Partial<Record<DriverId, Readonly<Record<string, string>>>>> = {
  java: {
    tlscafile: javaTrust,
    tlscertificatekeyfile: javaKeys,
    tlscertificatekeyfilepassword: javaKeys,
    tlsallowinvalidcertificates: '. Remove it: the certificate is checked, and should be',
  },
  csharp: {
    tlscafile: dotnetTrust,
    tlscertificatekeyfile: ': give SslSettings.ClientCertificates an X509Certificate2 with its private key',
  },
  go: {
    tlsallowinvalidcertificates: '. Remove it: the certificate is checked, and should be',
    tlsallowinvalidhostnames: '. Remove it: the host name is checked, and should be',
  },
};

export const rule = defineRule({
  meta: {
    id: 'option-without-effect',
    category: 'compatibility',
    severity: 'warning',
    fixable: true,
    insteadOf: ['foreign-option'],
    messages: {
      ignored: '{option} has no effect in {driver}{hint}',
      revocation:
        '{option}=false does not turn the check of revoked certificates on in .NET. Set SslSettings.CheckCertificateRevocation to true',
      later:
        '{option} has no effect: ApplyURI comes after it, and a URI that turns TLS on replaces the whole TLS configuration in {driver}. Call ApplyURI first',
      refused: '{driver} does not support {option} and refuses to start{hint}',
    },
    docs: {
      what: 'An option of the specification is written for a driver that does not support it.',
      why: 'Some drivers refuse to start, others ignore it. An ignored TLS option looks like protection, or like a bypass, and does nothing. Java, for example, takes CA and client certificate from key stores and ignores tlsCAFile with a line in the log.',
      instead: 'Remove the option and use what the driver offers.',
    },
    examples: {
      bad: [
        {
          file: 'App.java',
          code: 'import com.mongodb.client.MongoClients;\nclass App {\n  Object c = MongoClients.create("mongodb://db.example.com/?tls=true&«tlsCAFile»=/etc/ca.pem");\n}',
        },
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nconst client = new MongoClient('mongodb://localhost/?tls=true&«tlsDisableOCSPEndpointCheck»=true');",
        },
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("mongodb://localhost/?«proxyHost»=localhost")',
        },
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("localhost", tls=True, «tlsDisableCertificateRevocationCheck»=True)',
        },
        {
          file: 'main.go',
          code: 'package main\n\nimport (\n\t"crypto/tls"\n\t"go.mongodb.org/mongo-driver/v2/mongo/options"\n)\n\nvar o = options.Client()«.SetTLSConfig(&tls.Config{RootCAs: pool})».ApplyURI("mongodb://db.example.com/?tls=true")\n',
        },
        { file: 'run.sh', code: 'mongosh mongodb://localhost/ --tls --«tlsDisabledProtocols» TLS1_0\n' },
        {
          file: 'Program.cs',
          code: 'using MongoDB.Driver;\nclass A { MongoClient c = new MongoClient("mongodb://localhost/?tls=true&«tlsDisableCertificateRevocationCheck»=false"); }\n',
        },
      ],
      good: [
        {
          file: 'main.go',
          code: 'package main\n\nimport (\n\t"crypto/tls"\n\t"go.mongodb.org/mongo-driver/v2/mongo/options"\n)\n\nvar o = options.Client().SetTLSConfig(&tls.Config{RootCAs: pool}).ApplyURI("mongodb://db.example.com")\n',
        },
        {
          file: 'App.java',
          code: 'import com.mongodb.client.MongoClients;\nclass App {\n  Object c = MongoClients.create("mongodb://db.example.com/?tls=true&tlsAllowInvalidHostnames=false");\n}',
        },
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("mongodb://db.example.com/?tls=true&tlsCAFile=/etc/ca.pem")',
        },
      ],
    },
    sources: [
      {
        repo: 'mongodb/mongo-java-driver',
        ref: 'r5.5.1',
        path: 'driver-core/src/main/com/mongodb/ConnectionString.java',
      },
      { repo: 'mongodb/mongo-go-driver', ref: 'v2.8.0', path: 'mongo/options/clientoptions.go' },
      sources.uriOptions,
    ],
  },
  *check({ outlook }) {
    const { driver } = outlook;
    if (!driver || driver.id === 'mongod') return;
    const refused = outlook.outcome.known && outlook.outcome.value === 'error';
    for (const option of outlook.options) {
      if (option.name === 'SetTLSConfig' && outlook.site.dropped?.includes(option.name)) {
        yield {
          message: 'later',
          data: { option: option.name, driver: driverName(outlook) },
          span: option.span,
        };
        continue;
      }
      if (isIdleFlag(driver, option)) {
        const edit = removeOption(option);
        yield {
          message: 'ignored',
          severity: 'information',
          data: { option: option.name, driver: driverName(outlook), hint: '. Remove it' },
          span: option.nameSpan,
          fixes: edit ? [{ title: `Remove ${option.name}`, safe: false, edits: [edit] }] : [],
        };
        continue;
      }
      if (!isSpecified(option.name) || catalogueOption(driver, option)) {
        yield* revocationOff(outlook, option);
        continue;
      }
      const tls = /^tls./i.test(option.name);
      const inUri = option.place === 'uri';
      if (!inUri && !(tls && option.place === 'options' && !outlook.site.driver.framework)) continue;
      const reaction = reactionTo(outlook, driver, option.name, inUri ? 'uri' : 'options');
      // What a driver neither refuses nor warns of is only known to do nothing where it is about TLS.
      if (reaction === undefined && !(tls && inUri)) continue;
      if (reaction !== 'refused' && refused) continue;
      const isDefault = booleanOf(outlook, option) === false;
      // A spelled-out default loses nothing by being ignored in silence, and an unknown boolean may be it.
      if (reaction === undefined && (isDefault || (!option.value.known && !/file/i.test(option.name))))
        continue;
      const edit = removeOption(option);
      yield {
        message: reaction === 'refused' ? 'refused' : 'ignored',
        ...(reaction === 'refused'
          ? { severity: 'error' as const }
          : tls && !isDefault
            ? {}
            : { severity: 'information' as const }),
        data: {
          option: option.name,
          driver: reaction === 'refused' ? sentence(driverName(outlook)) : driverName(outlook),
          hint: hints[driver.id]?.[option.name.toLowerCase()] ?? '. Remove it',
        },
        span: option.nameSpan,
        fixes: edit ? [{ title: `Remove ${option.name}`, safe: false, edits: [edit] }] : [],
      };
    }
  },
});

/** Accepted for the old shell's sake (mongosh arg-mapper.ts). */
function isIdleFlag(driver: DriverModel, option: WrittenOption): boolean {
  return (
    driver.id === 'mongosh' && option.place === 'flag' && /^-*(?:tls|ssl)DisabledProtocols$/.test(option.name)
  );
}

/** In .NET the revocation check is off by default, and the option can only turn it off (ClusterBuilder of the C# driver). */
function* revocationOff(outlook: Outlook, option: WrittenOption): Iterable<Finding> {
  const about = meaning(outlook, option)?.key === 'disableRevocationCheck';
  if (outlook.driver?.id !== 'csharp' || option.place !== 'uri' || !about) return;
  if (!option.value.known || option.value.value !== 'false') return;
  const edit = removeOption(option);
  yield {
    message: 'revocation',
    severity: 'information',
    data: { option: option.name },
    span: option.nameSpan,
    fixes: edit ? [{ title: `Remove ${option.name}`, safe: false, edits: [edit] }] : [],
  };
}
