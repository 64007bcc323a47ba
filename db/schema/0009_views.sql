-- Views for analysts. Invented material is never counted together with real: `sample` tells the two apart.

CREATE VIEW resolutions_per_year AS     -- how many mention children; the rule is in metadata.yaml with the figure
SELECT year, sample, resolutions, with_text, mentioning_children, operative_for_children,
       round(100.0 * mentioning_children / nullif(with_text, 0), 1) AS percent_mentioning
FROM (
  SELECT year, sample, count(*) AS resolutions,
         sum(' ' || languages || ' ' LIKE '% en %') AS with_text,
         sum(' ' || languages || ' ' LIKE '% en %' AND child_grade >= 1) AS mentioning_children,
         sum(' ' || languages || ' ' LIKE '% en %' AND child_grade = 3) AS operative_for_children
  FROM resolutions GROUP BY year, sample
);

CREATE VIEW votes_by_country AS        -- of texts whose votes by country are known
SELECT v.country, v.iso3, t.year, t.kind, t.sample, count(*) AS votes, sum(v.vote = 'yes') AS yes,
       sum(v.vote = 'no') AS no, sum(v.vote = 'abstain') AS abstain, sum(v.vote = 'absent') AS absent
FROM votes v
JOIN (
  SELECT symbol, year, sample, 'resolution' AS kind FROM resolutions
  UNION ALL SELECT symbol, year, sample, 'draft' FROM drafts
) t ON t.symbol = v.symbol
GROUP BY v.country, v.iso3, t.year, t.kind, t.sample;

CREATE VIEW most_cited AS              -- by how many other resolutions
SELECT number, symbol, year, title, cited_by, cites, child_grade, sample
FROM resolutions WHERE cited_by > 0 ORDER BY cited_by DESC, number;

CREATE VIEW languages_by_resolution AS -- 1: paragraphs are held in that official language
SELECT number, symbol, year, sample,
       ' ' || languages || ' ' LIKE '% ar %' AS ar, ' ' || languages || ' ' LIKE '% en %' AS en,
       ' ' || languages || ' ' LIKE '% es %' AS es, ' ' || languages || ' ' LIKE '% fr %' AS fr,
       ' ' || languages || ' ' LIKE '% ru %' AS ru, ' ' || languages || ' ' LIKE '% zh %' AS zh
FROM resolutions;

CREATE VIEW languages_by_year AS
SELECT year, sample, count(*) AS resolutions, sum(ar) AS ar, sum(en) AS en, sum(es) AS es, sum(fr) AS fr,
       sum(ru) AS ru, sum(zh) AS zh, sum(ar + en + es + fr + ru + zh = 6) AS all_six
FROM languages_by_resolution GROUP BY year, sample;
