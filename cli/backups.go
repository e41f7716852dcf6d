package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"olist/backup"
	"olist/message"
	"olist/outgoing"
	"olist/secret"
	"olist/store"
	"olist/store/fault"
	"olist/training"
	"olist/training/backups"
)

// backupFlags say where backups by themselves go. What is secret of them stands in
// the environment, or in files that it names.
type backupFlags struct {
	Dir, S3, Region string
}

const (
	backupPassphrase = "OLIST_BACKUP_PASSPHRASE"
	backupKeyID      = "OLIST_BACKUP_S3_KEY_ID"
	backupKey        = "OLIST_BACKUP_S3_KEY"
	backupFolder     = "backups" // beside the database, where no place is named
)

func (b *backupFlags) addFlags(f *pflag.FlagSet) {
	stringTwin(f, &b.Dir, "backup-dir", "OLIST_BACKUP_DIR", "", "`DIR` for backups; must be there, as a disk that is mounted (default: backups beside the database, only when asked)")
	stringTwin(f, &b.S3, "backup-s3", "OLIST_BACKUP_S3", "", "`URL` of a bucket for backups, as https://s3.example.com/bucket/prefix; "+backupKeyID+" and "+backupKey+" hold its key, or the files that they name with _FILE; "+
		backupPassphrase+" encrypts")
	stringTwin(f, &b.Region, "backup-s3-region", "OLIST_BACKUP_S3_REGION", "", "`REGION` of the bucket, where the server does not tell")
}

// options are those of the backups of the database in a folder.
func (b *backupFlags) options(beside string, rules outgoing.Rules) (o backups.Options, err error) {
	if o.Passphrase, err = secretInEnv(backupPassphrase); err != nil {
		return o, err
	}
	if n := len([]rune(o.Passphrase.Reveal())); n > 0 && n < backup.PassphraseLeast {
		return o, badFlag(backupPassphrase, "should have at least %d letters", backup.PassphraseLeast)
	}
	if b.Dir != "" {
		whole, err := filepath.Abs(b.Dir)
		if err != nil {
			return o, badFlag("--backup-dir", "%v", err)
		}
		o.Places = append(o.Places, backup.Folder{Dir: whole})
	}
	if b.S3 != "" {
		place, err := b.s3(rules)
		if err != nil {
			return o, err
		}
		o.Places = append(o.Places, place)
	}
	if o.Daily = len(o.Places) > 0; !o.Daily {
		whole, err := filepath.Abs(filepath.Join(beside, backupFolder))
		if err != nil {
			return o, err
		}
		o.Places = []backup.Place{backup.Folder{Dir: whole, Make: true}}
	}
	return o, nil
}

func (b *backupFlags) s3(rules outgoing.Rules) (backup.Place, error) {
	id, err := secretInEnv(backupKeyID)
	if err != nil {
		return nil, err
	}
	key, err := secretInEnv(backupKey)
	if err != nil {
		return nil, err
	}
	if id.Empty() || key.Empty() {
		return nil, badFlag("--backup-s3", "needs a key: set %s and %s, or name files that hold them by %s and %s", backupKeyID, backupKey, fileOf(backupKeyID), fileOf(backupKey))
	}
	place, err := backup.NewS3(backup.S3Options{Address: b.S3, Region: b.Region, KeyID: id, Key: key, Client: rules.Client()})
	if err != nil {
		return nil, badFlag("--backup-s3", "%v", err)
	}
	return place, nil
}

// secretInEnv is a secret that has no flag.
func secretInEnv(variable string) (secret.Text, error) {
	return secretOf(secret.Of(os.Getenv(variable)), variable)
}

// addBackups adds what concerns backups by themselves.
func addBackups(cmd *cobra.Command, env *Env) {
	env.backups.addFlags(cmd.PersistentFlags())
	var restore backupRestore
	restoring := &cobra.Command{Use: "restore [NAME]", Short: "Put a backup from a place in the place of the database: the latest, or the one named", Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				restore.Name = args[0]
			}
			return restore.run(c.Context(), env)
		}}
	f := restoring.Flags()
	f.Var(&choice{&restore.From, []string{backup.InFolder, backup.InS3}}, "from", "`PLACE` that it is taken from, folder or s3 (default: the first that has it)")
	f.BoolVar(&restore.AcceptLoss, "accept-loss", false, "also where the backup has no sales or no models, and the database has some")
	cmd.AddCommand(command("list", "List the backups in all places", env.listBackups),
		command("now", "Make a backup in all places now, and verify it by reading it back", env.backUpNow), restoring)
}

// backupOptions are those of a command that needs no open database.
func (env *Env) backupOptions() (o backups.Options, at store.Place, err error) {
	if at, err = env.place(); err != nil {
		return o, at, err
	}
	allow, err := outgoingAllow(listOf(os.Getenv(outgoingVariable)))
	if err != nil {
		return o, at, err
	}
	o, err = env.backups.options(filepath.Dir(at.Path()), outgoing.Rules{Allow: allow})
	return o, at, err
}

// listBackups prints a line a backup, also of other databases.
func (env *Env) listBackups(ctx context.Context) error {
	o, _, err := env.backupOptions()
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(env.Out, 0, 8, 2, ' ', 0)
	fmt.Fprintln(w, "name\tmade\tage\tMiB\tencrypted\tplace")
	var errs []error
	for _, p := range o.Places {
		all, err := p.List(ctx)
		errs = append(errs, err)
		for _, c := range all {
			fmt.Fprintf(w, "%s\t%s\t%s\t%.1f\t%s\t%s\n", c.Name, c.At.Format(time.DateTime), env.now().Sub(c.At).Round(time.Minute), float64(c.Size)/(1<<20), yesNo(c.Sealed), p.Name()+" "+p.Where())
		}
	}
	return errors.Join(append(errs, w.Flush())...)
}

func yesNo(v bool) string {
	if v {
		return "yes"
	}
	return "no"
}

// backUpNow works the queue of its own process until the backup has ended.
// Where there is no database yet, there is nothing to back up: another one was meant.
func (env *Env) backUpNow(ctx context.Context) error {
	if err := env.refuseNew(ctx); err != nil {
		return err
	}
	return env.withTraining(ctx, func(tr *training.Service) error {
		ctx, stop := context.WithCancel(ctx)
		defer stop()
		worker := make(chan error, 1)
		go func() { worker <- tr.Run(ctx) }()
		err := env.followBackup(ctx, tr)
		stop()
		return errors.Join(err, <-worker)
	})
}

func (env *Env) followBackup(ctx context.Context, tr *training.Service) error {
	if err := tr.Jobs().Expire(ctx); err != nil { // one whose process was killed is none to wait for
		return err
	}
	job, _, err := tr.Backups().Now(ctx, commandLine)
	if err != nil {
		return err
	}
	if err := ended(ctx, tr, func(j store.Job) bool { return j.ID == job.ID }); err != nil {
		return err
	}
	done, err := tr.Jobs().Status(ctx, job.ID)
	if err != nil {
		return err
	}
	if done.Job.State != store.JobSucceeded {
		return errors.New(cmp.Or(done.Job.Error, string(done.Job.State)))
	}
	for _, seen := range tr.Backups().Look(ctx) {
		if len(seen.Copies) > 0 {
			c := seen.Copies[0]
			fmt.Fprintf(env.Out, "%s: %.1f MiB in %s, read back and verified row by row\n", c.Name, float64(c.Size)/(1<<20), seen.Where)
		}
	}
	return nil
}

// backupRestore puts a backup from a place in the place of the database.
type backupRestore struct {
	Name, From string
	AcceptLoss bool
}

func (c *backupRestore) run(ctx context.Context, env *Env) error {
	o, at, err := env.backupOptions()
	if err != nil {
		return err
	}
	place, found, err := c.find(ctx, o.Places)
	if err != nil {
		return err
	}
	done, err := backups.Restore(ctx, commandLine, at, place, found, o.Passphrase, c.AcceptLoss)
	if err == nil {
		fmt.Fprintf(env.Out, "%s of %s, from %s\n", found.Name, found.At.Format(time.DateTime), place.Where())
	}
	return env.sayRestored(at, done, err)
}

// find gives the backup that is asked for.
func (c *backupRestore) find(ctx context.Context, places []backup.Place) (backup.Place, backup.Copy, error) {
	var best backup.Place
	var found backup.Copy
	owners := map[string]bool{}
	var errs []error
	for _, p := range places {
		if c.From != "" && c.From != p.Name() {
			continue
		}
		all, err := p.List(ctx)
		errs = append(errs, err)
		for _, one := range all {
			owners[one.Owner] = true
			if c.Name == one.Name && best == nil || c.Name == "" && one.At.After(found.At) {
				best, found = p, one
			}
		}
	}
	switch {
	case best == nil && errors.Join(errs...) != nil:
		return nil, found, errors.Join(errs...)
	case best == nil && c.Name != "":
		return nil, found, fault.New(fault.CodeNotFound, message.BackupGone.With(c.Name))
	case best == nil:
		return nil, found, fault.New(fault.CodeNotFound, message.BackupNone.With())
	case c.Name == "" && len(owners) > 1:
		return nil, found, usageError{fmt.Errorf("there are backups of %d databases: name one, as olist backup list shows them", len(owners))}
	}
	return best, found, nil
}
