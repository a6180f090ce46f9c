// Command beam scans mail as an Apache Beam pipeline: on this machine, or on a
// cluster of Flink, Spark or Dataflow. README.md beside it shows how.
package main

import (
	"os"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/beamx"

	"github.com/hopproof/hopproof/beam/mailscan"
)

func main() { os.Exit(mailscan.Main(beamx.RunWithMetrics)) }
