package source

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/go-sql-driver/mysql"

	"olist/secret"
)

// mysqlDialect turns off what an address may ask for and a source must not have:
// several statements at once, files of ours sent to the server.
var mysqlDialect = dialect{
	open: func(dsn secret.Text) (*sql.DB, error) {
		config, err := mysql.ParseDSN(dsn.Reveal())
		if err != nil {
			return nil, err
		}
		config.MultiStatements, config.AllowAllFiles, config.ParseTime, config.InterpolateParams = false, false, false, false
		config.Logger = quiet{}
		connector, err := mysql.NewConnector(config)
		if err != nil {
			return nil, err
		}
		return sql.OpenDB(connector), nil
	},
	// MariaDB counts seconds and MySQL milliseconds, each under a name of its own.
	limit: func(ctx context.Context, c *sql.Conn, most time.Duration) error {
		var version string
		if err := c.QueryRowContext(ctx, "SELECT VERSION()").Scan(&version); err != nil {
			return err
		}
		set := fmt.Sprintf("SET SESSION max_execution_time = %d", most.Milliseconds())
		if strings.Contains(strings.ToLower(version), "mariadb") {
			set = fmt.Sprintf("SET SESSION max_statement_time = %.3f", most.Seconds())
		}
		_, err := c.ExecContext(ctx, set)
		return err
	},
	says: func(err error) (string, bool) {
		e, ok := errors.AsType[*mysql.MySQLError](err)
		switch {
		case !ok:
			return "", false
		case slices.Contains([]uint16{1044, 1046, 1054, 1064, 1142, 1143, 1146, 1792}, e.Number): // names, rights, grammar, writing where one may only read
			return e.Message, true
		}
		return fmt.Sprintf("error %d", e.Number), true
	},
}

// quiet keeps the driver from writing to standard error.
type quiet struct{}

func (quiet) Print(...any) {}
