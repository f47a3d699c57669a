import { channel, type Exchange, ts } from "./exchange.ts";

const file = "F123ABC456";

export const files: readonly Exchange[] = [
  {
    // https://docs.slack.dev/reference/methods/files.getUploadURLExternal
    method: "files.getUploadURLExternal",
    call: ({ files }) =>
      // The method's page says alt_txt, the SDK's types alt_text.
      files.getUploadURLExternal({
        filename: "a.png",
        length: 53_072,
        ...{ alt_txt: "Three bars" },
      }),
    sends: { filename: "a.png", length: 53_072, alt_txt: "Three bars" },
    answers: { upload_url: "https://files.slack.com/upload/v1/ABC123", file_id: file },
    refusals: { file_upload_size_restricted: "refused", missing_argument: "refused" },
  },
  {
    // https://docs.slack.dev/reference/methods/files.completeUploadExternal
    method: "files.completeUploadExternal",
    call: ({ files }) =>
      files.completeUploadExternal({
        files: [{ id: file, title: "Bars" }],
        channel_id: channel,
        thread_ts: ts,
      }),
    sends: { files: [{ id: file, title: "Bars" }], channel_id: channel, thread_ts: ts },
    answers: { files: [{ id: file, title: "Bars" }] },
    refusals: { file_not_found: "refused", internal_error: "doubt" },
  },
  {
    // https://docs.slack.dev/reference/methods/files.info
    method: "files.info",
    call: ({ files }) => files.info({ file }),
    sends: { file },
    answers: {
      file: { id: file, mimetype: "image/png", shares: { public: { [channel]: [{ ts }] } } },
      comments: [],
      response_metadata: { next_cursor: "" },
    },
    // Not shared, and not looked at by Slack yet.
    empty: { file: { id: file, mimetype: "", filetype: "", shares: {} }, comments: [] },
    refusals: { file_not_found: "refused", file_deleted: "refused" },
  },
];
