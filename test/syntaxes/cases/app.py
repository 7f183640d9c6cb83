# SYNTAX TEST "source.python" "mongodb URIs inside Python strings"

c = MongoClient("mongodb://ada:secret@h/?tls=true&tlsCAFile=/ca.pem&w=1")
#                ^^^^^^^ source.python string.quoted.single.python meta.uri.mongodb keyword.other.scheme.mongodb
#                          ^^^ variable.other.user.mongodb
#                              ^^^^^^ string.other.password.mongodb
#                                       ^ punctuation.separator.query.mongodb
#                                        ^^^ variable.parameter.tls.mongodb
#                                           ^ keyword.operator.assignment.mongodb
#                                            ^^^^ constant.language.boolean.mongodb
#                                                 ^^^^^^^^^ variable.parameter.tls.mongodb
#                                                           ^^^^^^^ constant.other.value.mongodb
#                                                                   ^ variable.parameter.mongodb
#                                                                      ^ - meta.uri.mongodb
x = "http://h/?tls=true"
#    ^^^^^^^ - meta.uri.mongodb
y = f"mongodb+srv://{user}:{pw}@h/?tls=true"
#     ^^^^^^^^^^^ keyword.other.scheme.mongodb
#                   ^^^^^^ meta.embedded.hole.mongodb
#                                  ^^^ variable.parameter.tls.mongodb
# mongodb://h/?tls=true
# ^^^^^^^ - meta.uri.mongodb
