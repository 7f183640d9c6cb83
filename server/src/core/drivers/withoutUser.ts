/** Messages of real drivers print the connection string; ours must not carry its password. */

/** The connection string with `<credentials>` for its user information, as Ruby's driver prints it since 2.25. */
export function withoutUser(uri: string): string {
  return uri.replace(/^([^/]*:\/\/)[^/?#]*@/, '$1<credentials>@');
}
