/** Every framework that renames or filters options. A new one is one file in this folder and one line here. */
import type { Aspect, Decision, DriverVersion, PredictQuery, Prediction } from '../../types';
import { versionsIn } from '../versionsIn';
import { airflow } from './airflow';
import { beanie } from './beanie';
import { debezium } from './debezium';
import { django } from './django';
import { fluentd } from './fluentd';
import type { Framework } from './framework';
import { kafkaConnector } from './kafkaConnector';
import { laravel } from './laravel';
import { meteor } from './meteor';
import { micronaut } from './micronaut';
import { mikroOrm } from './mikroOrm';
import { mongoExpress } from './mongoExpress';
import { mongoid } from './mongoid';
import { nestjs } from './nestjs';
import { parse } from './parse';
import { prisma } from './prisma';
import { quarkus } from './quarkus';
import { spring } from './spring';
import { strapi } from './strapi';
import { telegraf } from './telegraf';
import { typeorm } from './typeorm';

// prettier-ignore -- one entry per line, so that two additions do not collide
export const frameworks: readonly Framework[] = [
  spring,
  quarkus,
  micronaut,
  mongoid,
  laravel,
  django,
  beanie,
  prisma,
  typeorm,
  nestjs,
  mikroOrm,
  airflow,
  mongoExpress,
  kafkaConnector,
  debezium,
  meteor,
  parse,
  strapi,
  telegraf,
  fluentd,
];

/** Looks a framework up by its id; undefined when it is not known or hands everything on unseen. */
export function frameworkById(id: string | undefined): Framework | undefined {
  return id === undefined ? undefined : frameworks.find((framework) => framework.id === id);
}

/**
 * The versions of a framework that have to be asked about: what the project has, and where that is not known every version
 * at which something changes. Undefined stands for any version: it makes no difference.
 */
export function versionsOfFramework(
  framework: Framework | undefined,
  installed: DriverVersion | undefined,
): readonly (string | undefined)[] {
  const versions = framework?.versions;
  if (!versions) return [undefined];
  return installed ? versionsIn(installed, { versions }) : versions;
}

/** A question as it reaches the driver behind a framework, and the way back for what the answer names. */
export interface Through {
  readonly query: PredictQuery;
  readonly dropped: readonly string[];
  /** The answer with the names of options as they were written for the framework. */
  back(answer: Prediction): Prediction;
}

/** Sends a question through a framework; without one it stays as it is. */
export function through(framework: Framework | undefined, query: PredictQuery, version?: string): Through {
  if (!framework) return { query, dropped: [], back: (answer) => answer };
  const { options, dropped, from } = framework.toDriver(query.options ?? {}, version);
  const rename = (decision: Decision): Decision =>
    decision.kind === 'option' && decision.place === 'options' && from[decision.name] !== undefined
      ? { ...decision, name: from[decision.name]! }
      : decision;
  return {
    query: { ...query, options },
    dropped,
    back: (answer) => ({
      ...answer,
      decidedBy: Object.fromEntries(
        Object.entries(answer.decidedBy).map(([aspect, decision]) => [aspect, rename(decision)]),
      ) as Readonly<Partial<Record<Aspect, Decision>>>,
    }),
  };
}
