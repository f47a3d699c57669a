/** An error as AWS answers it; `code` is the word by which clients tell it. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }

  /** AWS's word for whose fault it is. */
  get side(): "Sender" | "Receiver" {
    return this.status < 500 ? "Sender" : "Receiver";
  }
}
