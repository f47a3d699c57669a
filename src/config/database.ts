import { z } from "zod";
import type { ChosenDatabase } from "../store/open.ts";

const address = z
  .string()
  .regex(/^postgres(ql)?:\/\//, "an address such as postgres://user:password@host:5432/name");
const connections = "a whole number of connections, 1 or more";

/** Where runs are kept: one file, or PostgreSQL. */
export const databaseShape = {
  /** The embedded database's file, on a local disk, for one process; handrail.db when absent. */
  HANDRAIL_DATABASE: z
    .string()
    .regex(/^(?!\w+:\/\/)/, "the path of a file; an address of PostgreSQL stands in DATABASE_URL")
    .optional(),
  /** PostgreSQL instead, for any number of replicas. */
  DATABASE_URL: address.optional(),
  /** The server itself, where DATABASE_URL is a pooler's: for LISTEN and migrations. */
  DATABASE_DIRECT_URL: address.optional(),
  /** Connections that each replica may hold, besides one that listens. */
  HANDRAIL_DATABASE_CONNECTIONS: z.coerce
    .number(connections)
    .int(connections)
    .min(1, connections)
    .default(10),
};

type Given = z.output<z.ZodObject<typeof databaseShape>>;

/** Runs live in one database. Checked beside all other problems, not only once those are mended. */
export function checkDatabase<Shape extends z.ZodType<Given>>(shape: Shape): Shape {
  const when = ({ value }: { readonly value: unknown }) => typeof value === "object";
  return shape
    .refine((env) => !(env.HANDRAIL_DATABASE && env.DATABASE_URL), {
      path: ["HANDRAIL_DATABASE"],
      error: "left out where DATABASE_URL is given, because runs live in one database",
      when,
    })
    .refine((env) => !env.DATABASE_DIRECT_URL || env.DATABASE_URL, {
      path: ["DATABASE_DIRECT_URL"],
      error: "left out where DATABASE_URL is, whose pooler it goes around",
      when,
    });
}
export function databaseOf(env: Given): ChosenDatabase {
  if (env.DATABASE_URL === undefined)
    return { kind: "sqlite", path: env.HANDRAIL_DATABASE ?? "handrail.db" };
  return {
    kind: "postgres",
    url: env.DATABASE_URL,
    directUrl: env.DATABASE_DIRECT_URL,
    connections: env.HANDRAIL_DATABASE_CONNECTIONS,
  };
}
