/** The report as JSON: the contract as it is. */
import type { Report } from './report';

export function renderJson(report: Report): string {
  return JSON.stringify(report, undefined, 2) + '\n';
}
