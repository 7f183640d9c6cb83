/** Services that refuse retryable writes, which drivers turn on by themselves: one judgement for each of them. */
import type { Finding, Outlook } from '../types';
import { addOption } from './edits';

/** A finding about the hosts where one of them is the service's and nothing turns retryable writes off; at most one. */
export function* withoutRetryWritesOff(
  outlook: Outlook,
  isService: (host: string) => boolean,
): Iterable<Finding> {
  const { uri } = outlook;
  if (!uri || uri.open || outlook.site.open || !outlook.hosts.known || !outlook.hosts.value.some(isService))
    return;
  if (outlook.options.some((o) => /^retry_?writes$/i.test(o.name))) return;
  const edit = addOption(outlook, 'retryWrites', false, 'uri');
  yield {
    message: 'missing',
    span: { start: uri.hosts[0]!.span.start, end: uri.hosts[uri.hosts.length - 1]!.span.end },
    fixes: edit ? [{ title: 'Add retryWrites=false', safe: false, edits: [edit] }] : [],
  };
}
