// SYNTAX TEST "source.ts" "mongodb URIs inside TypeScript strings and templates"

const a = `mongodb://${user}:${pw}@h/?tls=true`;
//         ^^^^^^^ keyword.other.scheme.mongodb
//                   ^^^^^^^ meta.embedded.hole.mongodb
//                                    ^^^ variable.parameter.tls.mongodb
//                                            ^ - meta.uri.mongodb
const b = 'mongodb://h/?ssl=false';
//                      ^^^ variable.parameter.tls.mongodb
//                          ^^^^^ constant.language.boolean.mongodb
