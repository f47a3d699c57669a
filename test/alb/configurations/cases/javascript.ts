import type { Case } from "./case.ts";

/** Node.js and the frameworks on it. */
export const javascript: readonly Case[] = [
  [
    "a property of the server",
    {
      "server.js":
        'const http = require("http");\nconst server = http.createServer(handler);\nserver.keepAliveTimeout = 65 * 1000;\nserver.headersTimeout = 66 * 1000;\nserver.listen(3000);\n',
    },
    ["node-20 server set 65 server.js:3"],
  ],
  [
    "a property, on Node.js 18",
    {
      Dockerfile: 'FROM node:18-alpine\nCMD ["node", "server.js"]\n',
      "server.js":
        'import http from "node:http";\nconst s = http.createServer();\ns.keepAliveTimeout = 61_000;\ns.listen(80);',
    },
    ["node-8 server set 61 server.js:3"],
  ],
  [
    "an option of createServer",
    {
      "server.mjs":
        'import { createServer } from "node:http";\ncreateServer({ keepAliveTimeout: 75000 }, app).listen(80);\n',
    },
    ["node-20 server set 75 server.mjs:2"],
  ],
  [
    "no timeout at all",
    {
      "server.js":
        'const http = require("node:http");\nhttp.createServer((q, s) => s.end("ok")).listen(80);\n',
    },
    ["node-20 server default 6 server.js:2"],
  ],
  [
    "no timeout on Node.js 16",
    {
      ".nvmrc": "v16.20.2\n",
      "server.js": 'const http = require("http");\nhttp.createServer(app).listen(80);\n',
    },
    ["node-8 server default 5 server.js:2"],
  ],
  [
    "zero, which never closes",
    {
      "s.js":
        'import http from "http";\nconst server = http.createServer();\nserver.keepAliveTimeout = 0;',
    },
    ["node-20 server never - s.js:3"],
  ],
  [
    "a constant of the file",
    {
      "s.ts":
        'import http from "node:http";\nconst KEEP_ALIVE_MS: number = 65_000;\nexport const server = http.createServer();\nserver.keepAliveTimeout = KEEP_ALIVE_MS + 1000;\n',
    },
    ["node-20 server set 66 s.ts:4"],
  ],
  [
    "a constant of another file",
    { "s.ts": 'import { timeout } from "./config";\nserver.keepAliveTimeout = timeout;\n' },
    ["node-20 server unknown - s.ts:2"],
  ],
  [
    "a variable with a fallback",
    {
      "s.js":
        'import express from "express";\nconst server = express().listen(80);\nserver.keepAliveTimeout = Number(process.env.KEEP_ALIVE ?? 65000);\n',
    },
    ["express server unknown - s.js:3"],
  ],
  [
    "Express by default",
    {
      "app.js":
        'const express = require("express");\nconst app = express();\napp.listen(3000, () => console.log("up"));\n',
    },
    ["express server default 6 app.js:3"],
  ],
  [
    "Express with a value",
    {
      "app.ts":
        'import express from "express";\nconst app = express();\nconst server = app.listen(3000);\nserver.keepAliveTimeout = 120_000;\n',
    },
    ["express server set 120 app.ts:4"],
  ],
  [
    "a comment and a text that look like it",
    {
      "app.js":
        'const express = require("express");\n// server.keepAliveTimeout = 1000;\n/* server.keepAliveTimeout = 2000; */\nlog("server.keepAliveTimeout = 3000");\nlog(`keepAliveTimeout: ${4000}`);\nexpress().listen(80);\n',
    },
    ["express server default 6 app.js:6"],
  ],
  [
    "an agent of undici, which is a client",
    {
      "app.js":
        'const express = require("express");\nconst { Agent, setGlobalDispatcher } = require("undici");\nsetGlobalDispatcher(new Agent({ keepAliveTimeout: 4000 }));\nexpress().listen(80);\n',
    },
    ["express server default 6 app.js:4"],
  ],
  [
    "options of something that is not known",
    {
      "app.js":
        'const express = require("express");\nstart({ keepAliveTimeout: 65000 });\nexpress().listen(80);\n',
    },
    ["express server unknown - app.js:2"],
  ],
  [
    "Fastify with an option",
    {
      "app.ts":
        'import Fastify from "fastify";\nconst app = Fastify({\n  logger: true,\n  keepAliveTimeout: 75_000,\n});\nawait app.listen({ port: 3000 });\n',
    },
    ["fastify server set 75 app.ts:4"],
  ],
  [
    "Fastify by default",
    {
      "app.js":
        'const fastify = require("fastify")({ logger: true });\nfastify.listen({ port: 3000 });\n',
    },
    ["fastify server default 73 app.js:1"],
  ],
  [
    "Fastify with options in a variable",
    {
      "app.js":
        'import Fastify from "fastify";\nconst options = { logger: true, keepAliveTimeout: 10000 };\nFastify(options).listen({ port: 80 });\n',
    },
    ["fastify server set 10 app.js:2"],
  ],
  [
    "NestJS on Express",
    {
      "main.ts":
        'import { NestFactory } from "@nestjs/core";\nimport { AppModule } from "./app.module";\nasync function bootstrap() {\n  const app = await NestFactory.create(AppModule);\n  const server = await app.listen(3000);\n  server.keepAliveTimeout = 61 * 1000;\n}\nbootstrap();\n',
    },
    ["express server set 61 main.ts:6"],
  ],
  [
    "NestJS on Fastify",
    {
      "main.ts":
        'import { NestFactory } from "@nestjs/core";\nimport { FastifyAdapter } from "@nestjs/platform-fastify";\nconst app = await NestFactory.create(AppModule, new FastifyAdapter({ keepAliveTimeout: 30000 }));\nawait app.listen(3000);\n',
    },
    ["fastify server set 30 main.ts:3"],
  ],
  [
    "NestJS by default",
    {
      "main.ts":
        'import { NestFactory } from "@nestjs/core";\nconst app = await NestFactory.create(AppModule);\nawait app.listen(process.env.PORT ?? 3000);\n',
    },
    ["express server default 6 main.ts:3"],
  ],
  [
    "getHttpServer of NestJS",
    {
      "main.ts":
        'import { NestFactory } from "@nestjs/core";\nconst app = await NestFactory.create(AppModule);\napp.getHttpServer().keepAliveTimeout = 65000;\n',
    },
    ["express server set 65 main.ts:3"],
  ],
  [
    "Koa by default",
    { "app.js": 'import Koa from "koa";\nnew Koa().listen(80);\n' },
    ["express server default 6 app.js:2"],
  ],
  [
    "hapi with its listener",
    {
      "app.js":
        'const Hapi = require("@hapi/hapi");\nconst server = Hapi.server({ port: 80 });\nserver.listener.keepAliveTimeout = 90e3;\n',
    },
    ["express server set 90 app.js:3"],
  ],
  [
    "a property from a conversion with a fallback",
    { "s.js": "server.keepAliveTimeout = parseInt(process.env.KEEP_ALIVE || '61000', 10);\n" },
    ["node-20 server unknown - s.js:1"],
  ],
  [
    "regular expressions and templates before it",
    {
      "s.js":
        "const a = /['\"`]/.test(x) ? `it's ${b(`'`)}` : 4 / 2;\nserver.keepAliveTimeout = 70000\nserver.listen(1)\n",
    },
    ["node-20 server set 70 s.js:2"],
  ],
];
