/** A text where the PHP driver takes a boolean: ext 1.x reads every text as true, 2.x refuses it. */
import { catalogueOption } from '../model/meaning';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'php-string-boolean',
    category: 'validity',
    severity: 'error',
    fixable: true,
    messages: {
      text: "{option} is the text '{value}' and must be a boolean: the PHP extension takes any text for true in its versions 1.x and refuses it from 2.0 on. Write {value} without quotes",
      danger:
        "{option} is the text 'false', which the PHP extension takes for true in its versions 1.x: the check is off. From 2.0 on it refuses the text. Write false without quotes",
    },
    docs: {
      what: 'A boolean option in the array of the PHP driver is written as a text.',
      why: "In versions 1.x of the extension any text is true, so 'tlsAllowInvalidCertificates' => 'false' turns the check off. Versions from 2.0 on throw an exception.",
      instead: 'Write true or false without quotes.',
    },
    examples: {
      bad: [
        {
          file: 'app.php',
          code: '<?php\n$c = new MongoDB\\Client("mongodb://db.example.com/", ["tls" => true, «"tlsAllowInvalidCertificates" => "false"»]);\n',
          versions: { php: '1.20.0' },
        },
        {
          file: 'app.php',
          code: '<?php\n$c = new MongoDB\\Client("mongodb://db.example.com/", [«"tls" => "true"»]);\n',
        },
      ],
      good: [
        {
          file: 'app.php',
          code: '<?php\n$c = new MongoDB\\Client("mongodb://db.example.com/", ["tls" => true, "tlsAllowInvalidCertificates" => false]);\n',
        },
        {
          file: 'app.php',
          code: '<?php\n$c = new MongoDB\\Client("mongodb://db.example.com/?tls=true", ["tls" => $tls]);\n',
        },
        {
          file: 'app.php',
          code: '<?php\n$c = new MongoDB\\Client("mongodb://db.example.com/", ["tls" => getenv("MONGO_TLS")]);\n',
        },
      ],
    },
    sources: [
      { repo: 'mongodb/mongo-php-driver', ref: 'c3c13b15', path: 'UPGRADE-2.0.md' },
      { repo: 'mongodb/mongo-php-driver', ref: '1.20.0', path: 'src/MongoDB/Manager.c' },
    ],
  },
  about: { drivers: ['php'] },
  *check({ outlook, document }) {
    const { driver } = outlook;
    if (driver?.id !== 'php') return;
    for (const option of outlook.options) {
      if (option.place !== 'options' || option.syntax !== 'hashRocket' || !option.value.known) continue;
      const value = option.value.value;
      if (value !== 'true' && value !== 'false') continue;
      const entry = catalogueOption(driver, option);
      if (entry?.type !== 'boolean') continue;
      const quoted = /^(["'])(?:true|false)\1$/.test(
        document.text.slice(option.valueSpan.start, option.valueSpan.end),
      );
      yield {
        message: value === 'false' && entry.sets !== 'tls' ? 'danger' : 'text',
        data: { option: option.name, value },
        span: option.span,
        fixes: quoted
          ? [
              {
                title: `Write ${value} without quotes`,
                safe: false,
                edits: [{ span: option.valueSpan, newText: value }],
              },
            ]
          : [],
      };
    }
  },
});
