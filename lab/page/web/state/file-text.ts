import { useEffect, useState } from "preact/hooks";

/** The text of an uploaded file, empty until it is there; read anew for another version. */
export function useFileText(id: string, version = ""): string {
  const [text, setText] = useState("");
  useEffect(() => {
    void fetch(`files/${id}`)
      .then((response) => response.text())
      .then(setText);
  }, [id, version]);
  return text;
}
