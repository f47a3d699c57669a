import { useState } from "preact/hooks";

/** Who one is in this tab, and how to become somebody else; a second tab can be another person. */
export function usePerson(first: string): readonly [string, (id: string) => void] {
  const [person, setPerson] = useState(() => sessionStorage.getItem("person") ?? first);
  return [
    person,
    (id) => {
      sessionStorage.setItem("person", id);
      setPerson(id);
    },
  ];
}
