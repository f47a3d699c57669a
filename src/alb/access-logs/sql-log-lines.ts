/**
 * DuckDB's reading of log files as text lines, cut into fields by their places, with the columns of AWS's Athena table.
 * Fields 1 to 12 and those between quoted ones hold no quotation marks, and quoted ones have theirs escaped, so a line is
 * cut at the marks first; a CSV reader would let one unbalanced mark swallow the lines after it. Lines that do not fit keep
 * their beginning in `malformed`. What stands between two quoted fields begins with a space. Fields beyond those that are known are not looked at,
 * and older lines end before some of them.
 */
export function linesSql(files: readonly string[], compression: "gzip" | "none"): string {
  const list = files.map(quoteSql).join(", ");
  return `select
    case when len(pieces) >= ${fewestPieces} and len(pieces) % 2 = 1 then words[2] end as "time",
    rtrim(words[4], '0123456789') as client_text,
    words[5] as target_text,
    words[6] as request_processing_time,
    words[7] as target_processing_time,
    words[8] as response_processing_time,
    words[9] as elb_status_code,
    words[10] as target_status_code,
    split_part(pieces[2], ' ', 1) as request_verb,
    split_part(pieces[2], ' ', 2) as request_url,
    split_part(pieces[5], ' ', 4) as target_group_arn,
    split_part(pieces[11], ' ', 3) as request_creation_time,
    pieces[16] as error_reason,
    split_part(pieces[31], ' ', 2) as ip_address,
    filename as "$path",
    line
  from (
    select line, filename, pieces, string_split(pieces[1], ' ') as words
    from (
      select line, filename,
        string_split(case when contains(line, '\\"') then replace(line, '\\"', '') else line end, '"') as pieces
      from read_csv([${list}], columns = {'line': 'VARCHAR'}, header = false, auto_detect = false,
        delim = '\x01', quote = '', escape = '', strict_mode = false, filename = true,
        buffer_size = ${bufferBytes}, store_rejects = true, rejects_limit = 0, compression = '${compression}')
      where line <> ''
    ) as cut
  ) as worded`;
}

/** An eighth of DuckDB's own, of which it holds several: reading is as quick, and small memory suffices. */
const bufferBytes = 4_194_304;

/** Lines of 18 fields, as until 2018, hold three quoted ones; each pair of marks adds two pieces. */
const fewestPieces = 7;

/** Where loaded rows are kept: `requests` is what every question asks, the rest of `rows` are malformed lines. */
export const tablesSql: readonly string[] = [
  `create table rows (grp varchar, node varchar, target varchar, client varchar, status double,
    target_status double, sent double, ended double, target_seconds double, url ubigint,
    url_text varchar, signature varchar, malformed varchar)`,
  "create view requests as select * exclude malformed from rows where malformed is null",
];

/** Lines that cannot be decoded as text reach no row; DuckDB keeps them in a table of its own. */
export const malformedSql = `select
  (select count(*) from rows where malformed is not null)
    + (select count(*) from reject_errors) as n,
  (select list(malformed) from (
    select malformed from rows where malformed is not null limit 3)) as examples`;

export const quoteSql = (text: string): string => `'${text.replaceAll("'", "''")}'`;
