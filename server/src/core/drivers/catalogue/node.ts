/** The Node driver's options about TLS and about where to connect, as data. */
import type { CatalogueOption } from '../../types';

export const nodeOptions: readonly CatalogueOption[] = [];
