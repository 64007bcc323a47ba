"""`python -m crawlers.run SECONDS`: the child process that does one crawl; the job comes on standard input.

After so many seconds it ends itself, should the parent that watches the clock be gone.
"""

from __future__ import annotations

import signal
import sys

from scrapy.crawler import AsyncCrawlerProcess

from crawlers.job import Job
from crawlers.kinds import kind
from crawlers.manners import scrapy_settings
from crawlers.spider import SourceSpider
from records.errors import BadInput


def main() -> int:
    """0 after a crawl that ran to its end (whatever the hosts answered), 2 for a bad job, 3 for a fault of ours."""
    try:
        job = Job.from_json(sys.stdin.read())
        kind(job.source.kind)
        settings = scrapy_settings(job.settings, job.source)
    except BadInput as error:
        sys.stderr.write(f"{error}\n")
        return 2
    signal.alarm(int(sys.argv[1]))
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(SourceSpider)
    process.crawl(crawler, job=job)
    process.start()
    faults: list[str] = getattr(crawler.spider, "faults", ["the spider did not start"])
    for fault in faults:
        sys.stderr.write(f"{fault}\n")
    return 3 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
