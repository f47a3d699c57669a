/** Where SNS of a topic's region is, and nowhere else. */
export interface SnsPlaces {
  /** Whether an address is that of a certificate of SNS in the region of this topic. */
  readonly isCertificate: (url: string) => boolean;
  /** What confirms a subscription to the topic; made of the token alone, for the address in a message may lead anywhere. */
  readonly confirm: (token: string) => string;
}

/** `topic`: "arn:aws:sns:eu-west-1:123456789012:alarms". */
export function placesOf(topic: string): SnsPlaces {
  const [, partition, , region = ""] = topic.split(":");
  const host = `sns.${region}.amazonaws.com${partition === "aws-cn" ? ".cn" : ""}`;
  return {
    isCertificate: (text) => {
      const url = URL.parse(text);
      return (
        url !== null &&
        url.origin === `https://${host}` &&
        url.username === "" &&
        url.password === "" &&
        url.search === "" &&
        /^\/SimpleNotificationService-[0-9a-f]{32}\.pem$/.test(url.pathname)
      );
    },
    confirm: (token) =>
      `https://${host}/?${new URLSearchParams({ Action: "ConfirmSubscription", TopicArn: topic, Token: token })}`,
  };
}
